/** Shows a conversation's turns in order. Turns that did not change keep their nodes, and with them focus and feedback. */

import { append, detach, fill, replace } from "./dom.js";

const MARGIN = 12; // pixels left above a turn that was scrolled to

/**
 * @param {HTMLElement} log where the turns are shown
 * @param {HTMLElement} welcome shown while there is none
 * @param {HTMLElement} clear shown as soon as there is one
 * @param {(turn: import("./conversation.js").Turn) => HTMLElement} view
 */
export function transcript(log, welcome, clear, view) {
  let views = new Map();

  /**
   * Scroll the transcript, or the panel where that is what scrolls, so that `node` begins at its top, or further down
   * where a pasted question would fill the view; and the page where the reader is in the panel and a low window cuts it.
   */
  const begin = (node) => {
    const panel = log.parentElement;
    const over = Math.max(0, node.firstElementChild.offsetHeight - panel.clientHeight / 3);
    for (const box of [log, panel]) {
      box.scrollTop += node.getBoundingClientRect().top - box.getBoundingClientRect().top - MARGIN + over;
    }
    if (panel.matches(":focus-within")) panel.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  return {
    /**
     * Bring the nodes in line with the conversation, and the newest turn that is in another state than before into view.
     * @param {import("./conversation.js").Conversation} conversation
     */
    update({ turns }) {
      const before = views;
      views = new Map();
      let news = null;
      for (const turn of turns) {
        const old = before.get(turn.id);
        const node = old?.turn === turn ? old.node : view(turn);
        if (!old) append(log, [node]);
        else if (old.node !== node) replace(old.node, node);
        views.set(turn.id, { turn, node });
        if (old?.turn.state !== turn.state) news = node;
      }
      for (const [id, { node }] of before) if (!views.has(id)) detach(node);
      if (turns.length) detach(welcome);
      else fill(log, welcome);
      clear.hidden = !turns.length;
      if (news) begin(news);
    },

    /** Begin with the newest turn where nobody has scrolled: while the panel is closed, nothing can be scrolled to. */
    opened() {
      if (views.size && !log.scrollTop) begin(log.lastElementChild);
    },

    /**
     * Move the focus from quote to quote, or into the newest answer's first one where `from` is outside the quotes.
     * @param {number} step 1 or -1
     * @param {Element} from what has the focus
     * @returns {boolean} false where there is no quote that way
     */
    walk(step, from) {
      const quotes = [...log.querySelectorAll(".quote")];
      const at = quotes.indexOf(from.closest(".quote"));
      const next = at < 0 ? log.lastElementChild.querySelector(".quote") : quotes[at + step];
      next?.focus();
      return Boolean(next);
    },
  };
}
