/** FAQ questions while a reader types: a combobox with a list (ARIA 1.2), debounced, the newest input wins. */

import { attribute, fill, h } from "./dom.js";
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
    for (const question of questions) {
      const pick = () => choose(question);
      const id = `option-${options.length}`;
      // a press must not take the focus out of the input: the list would close before the click
      const keep = (event) => event.preventDefault();
      options.push(h("li", { id, role: "option", dir: "auto", "aria-selected": "false", mousedown: keep, click: pick }, question));
    }
    fill(list, options);
    list.hidden = !options.length;
    options[0]?.scrollIntoView({ block: "nearest" }); // in a low window the list stands below the question box
    attribute(input, "aria-expanded", String(options.length > 0));
    attribute(input, "aria-activedescendant", null);
  };
  const close = () => {
    cancel(timer);
    request?.abort();
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
    if (active >= 0) attribute(options[active], "aria-selected", "false");
    active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
    attribute(options[active], "aria-selected", "true");
    attribute(input, "aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("input", () => {
    cancel(timer);
    request?.abort();
    if (input.value.trim().length < SHORTEST) show([]);
    else timer = later(look, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (!options.length || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && active >= 0) options[active].click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return { close };
}
