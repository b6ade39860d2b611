/** The frame around the conversation: launcher, header, transcript, question box and the one place that announces. */

import { button, h, icon, iconButton } from "../dom.js";

/**
 * @typedef {object} Panel
 * @property {HTMLElement} root
 * @property {HTMLElement} launcher
 * @property {HTMLElement} panel
 * @property {HTMLElement} log
 * @property {HTMLElement} welcome shown while nothing has been asked
 * @property {HTMLInputElement} input
 * @property {HTMLElement} list
 * @property {HTMLElement} clear the button that clears the conversation, where there is one
 * @property {HTMLElement} status
 */

/**
 * @param {import("../attributes.js").Options & import("../i18n/index.js").Language} options
 * @param {{open: () => void, close: () => void, clear: () => void, ask: (question: string) => void}} actions
 * @returns {Panel}
 */
export function panelView(options, actions) {
  const { floating, texts } = options;
  const log = h("div", { class: "log", tabindex: "0", role: "group", "aria-label": texts.conversation });
  const welcome = welcomeView(options, texts, actions);
  const { form, input, list } = formView(options, texts, actions);
  const status = h("div", { class: "hidden", role: "status" });
  const clear = iconButton("clear", texts.clear, actions.clear);
  const head = h(
    "div",
    { class: "head" },
    h("h2", { id: "title" }, options.title),
    clear,
    floating && iconButton("close", texts.close, actions.close),
  );
  const frame = floating ? { role: "dialog", "aria-labelledby": "title", hidden: true } : {};
  const panel = h("div", { class: "panel", ...frame }, head, log, form, status);
  const launcher = button([icon("chat"), options.title], actions.open, { class: "launcher", "aria-haspopup": "dialog" });
  const place = { class: `root ${options.position}`, "data-theme": options.theme, lang: options.locale, dir: "ltr", title: "" };
  const typing = { keydown: keepTyping, keypress: keepTyping, keyup: keepTyping };
  const root = h("section", { ...place, ...typing, "aria-label": options.title }, floating && launcher, panel);
  return { root, launcher, panel, log, welcome, input, list, clear, status };
}

/**
 * Keep what is typed from the page: outside of this tree nothing shows that its target is a text field, and a page with
 * shortcuts of one key would act on every letter. Escape, Tab and combinations stay the page's.
 */
function keepTyping(event) {
  const { target, key, ctrlKey, metaKey } = event;
  if (target.localName === "input" && !ctrlKey && !metaKey && !/^(Esc|Tab)/.test(key)) event.stopPropagation();
}

function welcomeView(options, texts, actions) {
  const items = [];
  for (const question of options.starters) {
    items.push(h("li", {}, button(question, () => actions.ask(question), { dir: "auto" })));
  }
  const starters = items.length > 0 && [h("h3", {}, texts.starters), h("ul", { class: "plain" }, items)];
  return h("div", { class: "welcome" }, h("p", {}, texts.intro), starters);
}

function formView(options, texts, actions) {
  const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "list" };
  const input = h("input", {
    "aria-label": options.placeholder,
    "aria-describedby": "keys",
    placeholder: options.placeholder,
    autocomplete: "off",
    enterkeyhint: "send",
    dir: "auto",
    ...(options.suggestions ? combobox : {}),
  });
  const list = h("ul", { id: "list", role: "listbox", class: "plain list", "aria-label": options.placeholder, hidden: true });
  // Enter presses the button, too, and does so where a sandboxed frame lets no form be submitted.
  const ask = (event) => {
    event.preventDefault();
    actions.ask(input.value);
  };
  const send = iconButton("send", texts.ask, ask, { type: "submit", class: "icon-button send" });
  const keys = h("span", { id: "keys", class: "hidden" }, texts.keys);
  return { form: h("form", {}, list, input, send, keys), input, list };
}
