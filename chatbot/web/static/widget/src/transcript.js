/** Shows a conversation's turns in order. Turns that did not change keep their nodes, and with them focus and feedback. */

import { append, detach, fill, replace } from "./dom.js";

const MARGIN = 12; // pixels left above a turn that was scrolled to

export class Transcript {
  #views = new Map();

  /**
   * @param {HTMLElement} log where the turns are shown
   * @param {HTMLElement} welcome shown while there is none
   * @param {(turn: import("./conversation.js").Turn) => HTMLElement} view
   */
  constructor(log, welcome, view) {
    this.log = log;
    this.welcome = welcome;
    this.view = view;
  }

  /**
   * Bring the nodes in line with the conversation, and the newest turn that is in another state than before into view.
   * @param {import("./conversation.js").Conversation} conversation
   */
  update({ turns }) {
    const views = new Map();
    let news = null;
    for (const turn of turns) {
      const old = this.#views.get(turn.id);
      const node = old?.turn === turn ? old.node : this.view(turn);
      if (!old) append(this.log, [node]);
      else if (old.node !== node) replace(old.node, node);
      views.set(turn.id, { turn, node });
      if (old?.turn.state !== turn.state) news = node;
    }
    for (const [id, { node }] of this.#views) if (!views.has(id)) detach(node);
    this.#views = views;
    if (turns.length) detach(this.welcome);
    else fill(this.log, this.welcome);
    if (news) this.#begin(news);
  }

  /** Begin with the newest turn where nobody has scrolled: while the panel is closed, nothing can be scrolled to. */
  opened() {
    if (this.#views.size && !this.log.scrollTop) this.#begin(this.log.lastElementChild);
  }

  /** Scroll the transcript, or the panel where that is what scrolls, so that `node` begins at its top. */
  #begin(node) {
    for (const box of [this.log, this.log.parentElement]) {
      box.scrollTop += node.getBoundingClientRect().top - box.getBoundingClientRect().top - MARGIN;
    }
  }

  /**
   * Move the focus from quote to quote, or into the newest answer's first one where `from` is outside the quotes.
   * @param {number} step 1 or -1
   * @param {Element} from what has the focus
   * @returns {boolean} false where there is no quote that way
   */
  walk(step, from) {
    const quotes = this.log.querySelectorAll(".quote");
    const here = from.closest(".quote");
    let next = quotes.length - (this.log.lastElementChild?.querySelectorAll(".quote").length ?? 0);
    for (let at = 0; here && at < quotes.length; at++) if (quotes[at] === here) next = at + step;
    quotes[next]?.focus();
    return Boolean(quotes[next]);
  }
}
