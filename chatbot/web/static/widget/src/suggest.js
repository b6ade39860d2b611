/** FAQ questions while a reader types: a combobox with a list (ARIA 1.2), debounced, the newest input wins. */

import { fill, h } from "./dom.js";
import { Abort, cancel, later, listOf } from "./natives.js";

const DELAY = 150;
const SHORTEST = 2;

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list the listbox
 * @param {(typed: string, signal: AbortSignal) => Promise<any>} search
 * @param {(question: string) => void} choose
 * @returns {{close: () => boolean}} `close` says whether there was anything to close
 */
export function suggestions(input, list, search, choose) {
  let timer = 0;
  let request = null;
  let options = [];
  let active = -1;

  const show = (questions) => {
    options = [];
    active = -1;
    // a press must not take the focus out of the input: the list would close before the click
    const mousedown = (event) => event.preventDefault();
    for (const question of questions) {
      const id = `option-${options.length}`;
      const click = () => choose(question);
      options.push(h("li", { id, role: "option", dir: "auto", "aria-selected": "false", mousedown, click }, question));
    }
    fill(list, options);
    list.hidden = !options.length;
    options[0]?.scrollIntoView({ block: "nearest" }); // in a low window the list stands below the question box
    h(input, { "aria-expanded": String(options.length > 0), "aria-activedescendant": null });
  };
  const stop = () => {
    cancel(timer);
    request?.abort();
  };
  const close = () => {
    stop();
    const open = options.length > 0;
    if (open) show([]);
    return open;
  };
  const look = async () => {
    request = new Abort();
    const typed = input.value;
    try {
      const found = await search(typed, request.signal);
      if (typed === input.value) show(listOf(found?.questions));
    } catch {
      show([]); // typing goes on without suggestions
    }
  };
  const move = (step) => {
    if (active >= 0) h(options[active], { "aria-selected": "false" });
    active = active + step < 0 ? options.length - 1 : (active + step) % options.length;
    const option = h(options[active], { "aria-selected": "true" });
    h(input, { "aria-activedescendant": option.id });
    option.scrollIntoView({ block: "nearest" });
  };
  const typed = () => {
    stop();
    if (input.value.trim().length < SHORTEST) show([]);
    else timer = later(look, DELAY);
  };
  const keydown = (event) => {
    const { key, keyCode } = event;
    if (!options.length || keyCode === 229) return;
    if (key === "ArrowDown" || key === "ArrowUp") move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && active >= 0) options[active].click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  h(input, { input: typed, blur: close, keydown });
  return { close };
}
