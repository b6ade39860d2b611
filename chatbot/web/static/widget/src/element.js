/** <article-chat>: joins the parts. State lives in one conversation value; every change goes through #update. */

import { createClient } from "./api.js";
import { ATTRIBUTES, readHistory, readOptions } from "./attributes.js";
import * as talk from "./conversation.js";
import { attribute, fill, h } from "./dom.js";
import { showInPage } from "./highlight.js";
import { bringTexts, languageOf, regional, sayMany } from "./i18n/index.js";
import { isSamePage } from "./links.js";
import { recall, remember } from "./memory.js";
import { Abort, ownKeys, textOf } from "./natives.js";
import { suggestions } from "./suggest.js";
import { transcript } from "./transcript.js";
import { panelView } from "./views/panel.js";
import { errorText, turnView } from "./views/turn.js";

export const HOME = new URL(".", import.meta.url).href;
const ASKED = ["question", "history", "entry"]; // looked at once, when the element starts
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES); // put in by the bundler; constructed sheets pass a CSP without 'unsafe-inline'

export class ArticleChat extends HTMLElement {
  static observedAttributes = ownKeys(ATTRIBUTES);

  /** What sends requests; a page may put its own here, to add a header or to test. */
  fetch = (...call) => globalThis.fetch(...call);
  /** Milliseconds before one attempt is given up, and between the first and the second: longer than a busy service asks for. */
  timeout = 15_000;
  retryDelay = 1_200;

  #conversation = talk.EMPTY;
  #transcript = null;
  #request = null;
  #coming = null; // a promise, while the texts of the language are on their way
  #options = null;
  #parts = null;
  #suggest = null;
  #watch = new MutationObserver(() => this.#parts && this.#build()); // the page's language, which is the default
  #client = createClient(this, () => this.#options.endpoint);

  connectedCallback() {
    this.#watch.observe(document.documentElement, { attributeFilter: ["lang"] });
    if (this.#parts) this.#build(); // moved on the page: the conversation comes along
    else if (this.matches("[position^=bottom]")) setTimeout(() => this.#start()); // the present task may lay out the page
    else this.#start();
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    this.#suggest?.close(); // an answer that is on its way is shown where the element is put next
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#parts || !this.isConnected || before === after) return; // when it is on a page again, it is built anew
    if (name === "open") this.#show(after !== null) && this.#emit("toggle", { open: after !== null });
    else if (ASKED.indexOf(name) < 0) this.#build();
  }

  /**
   * Ask a question, as if it had been typed. A question that is still pending is aborted.
   * @param {string} question
   * @param {string[]} [history] earlier questions it may lean on; those of this conversation by default
   * @returns {Promise<any>} the service's answer; null where a listener cancelled, something newer was asked, or it failed
   */
  async ask(question, history) {
    if (!this.#parts) await this.#start();
    history ??= talk.historyOf(this.#conversation);
    const asked = textOf(question).trim();
    if (!asked || !this.#parts || !this.#emit("ask", { question: asked, history }, true)) return null;
    this.#request?.abort();
    this.#request = new Abort();
    const { signal } = this.#request;
    const id = this.#conversation.next;
    this.#parts.input.value = "";
    this.#suggest?.close();
    this.#update(talk.asked(this.#conversation, asked, history));
    const { limit, filters, tag } = this.#options;
    try {
      const request = { question: asked, history, limit, filters, locale: regional(tag) };
      const answer = await this.#client.ask(request, signal);
      if (signal.aborted) return null;
      this.#settle(id, answer);
      return answer;
    } catch (error) {
      if (signal.aborted) return null;
      const { code, detail, status } = error;
      this.#update(talk.failed(this.#conversation, id, { code, detail }));
      if (status === 400) this.#parts.input.value ||= asked; // to be shortened; asked again as it is, it fails again
      this.#announce(errorText(error, this.#options));
      this.#emit("error", { code, detail, status });
      return null;
    }
  }

  /** Open the panel and put the focus into the question box. */
  async open() {
    if (!this.#parts) await this.#start();
    attribute(this, "open", true);
    if (this.#parts) this.#focus();
  }

  /** Close the panel and give the focus back to the launcher, if it was inside. An inline element stays open. */
  close() {
    if (!this.#options?.floating) return;
    const inside = this.shadowRoot.activeElement;
    attribute(this, "open", false);
    if (inside) this.#parts.launcher.focus();
  }

  /** Forget the conversation, here and where `remember` kept it. */
  async clear() {
    if (!this.#parts) await this.#start();
    if (!this.#parts) return; // not on a page yet
    this.#request?.abort();
    this.#update(talk.EMPTY);
    this.#announce("");
    this.#focus();
  }

  /** Put the focus into the question box; on a touch screen beside it, for there a keyboard would cover what is to be read. */
  #focus() {
    const { input, log } = this.#parts;
    (matchMedia("(pointer:coarse)").matches ? log : input).focus();
  }

  /** Build the view, once: now, or when the promise that is returned is kept. */
  #start() {
    if (!this.#parts && this.isConnected) return this.#build();
  }

  /** Do what is done once, as soon as there is a view. */
  #begin() {
    if (this.#options.remember) this.#update(recall(this.#options.endpoint));
    const question = this.getAttribute("question");
    const entry = this.getAttribute("entry");
    if (entry) this.#client.erase(entry).catch(() => {}); // asking makes another, which the reader is told about
    if (question) this.ask(question, readHistory(this.getAttribute("history")));
  }

  #emit(name, detail, cancelable) {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable }));
  }

  #build() {
    const tag = this.getAttribute("lang") || this.parentElement?.closest("[lang]")?.lang || "en";
    const language = languageOf(tag);
    const context = { home: HOME, base: document.baseURI, texts: (language ?? languageOf("en")).texts };
    const options = readOptions((name) => this.getAttribute(name), context);
    if (!language) {
      const build = () => {
        this.#coming = null;
        if (this.isConnected) return this.#build(); // to be waited for, too: another language may have been named since
      };
      return (this.#coming ??= bringTexts(tag, options.endpoint).then(build));
    }
    this.#options = { ...options, ...language, tag };
    const ask = (question) => {
      this.ask(question);
      this.#focus(); // the button or option that was pressed may be gone
    };
    const actions = { open: () => this.open(), close: () => this.close(), clear: () => this.clear(), ask };
    const before = this.#parts?.input;
    const typing = before && this.shadowRoot.activeElement === before;
    this.#parts = panelView(this.#options, actions);
    const { root, log, welcome, input, list, clear } = this.#parts;
    h(root, { keydown: (event) => this.#key(event) });
    this.#suggest?.close();
    const search = (typed, signal) => this.#client.suggest(typed, this.#options.filters, signal);
    this.#suggest = this.#options.suggestions ? suggestions(input, list, search, ask) : null;
    this.#transcript = transcript(log, welcome, clear, (turn) => turnView(turn, this.#around()));
    // what stands inside the element is shown until now
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    fill(this.shadowRoot, root);
    this.#transcript.update(this.#conversation);
    if (this.#options.floating) {
      attribute(root, "popover", "manual"); // the top layer: above every z-index of the page
      root.showPopover?.();
      if (this.hasAttribute("open")) this.#show(true);
    }
    if (before) input.value = before.value;
    if (typing) input.focus();
    if (!before) this.#begin();
  }

  #show(open) {
    const { panel, launcher } = this.#parts;
    if (!this.#options.floating || panel.hidden !== open) return false;
    panel.hidden = !open;
    launcher.hidden = open;
    this.#suggest?.close();
    this.#transcript.opened();
    return true;
  }

  #settle(id, answer) {
    const { texts } = this.#options;
    this.#update(talk.answered(this.#conversation, id, answer));
    const { quotes, articles } = talk.counts(answer);
    const found = answer.status === "weak" ? texts.announceWeak : texts.announce;
    this.#announce(answer.status === "unanswered" ? answer.message : sayMany(found, quotes, sayMany(texts.articles, articles)), answer.notice?.title);
    this.#emit("answer", answer);
  }

  #update(conversation) {
    this.#conversation = conversation;
    if (this.#options.remember) remember(this.#options.endpoint, conversation);
    this.#transcript.update(conversation);
  }

  #around() {
    const ask = (question) => this.ask(question);
    const askAgain = ({ id, question }, history) => {
      this.#update(talk.without(this.#conversation, id));
      this.#focus();
      this.ask(question, history);
    };
    const { feedback } = this.#client;
    const erase = async (entry) => {
      await this.#client.erase(entry);
      this.#update(talk.erased(this.#conversation, entry));
      this.#announce(this.#options.texts.erased);
      this.#focus();
    };
    return { ...this.#options, ask, askAgain, feedback, erase, showInPage: (...place) => this.#showInPage(...place) };
  }

  #showInPage(href, sentence, event) {
    const canonical = document.querySelector("link[rel=canonical]")?.href ?? "";
    if (event.ctrlKey || event.metaKey || event.shiftKey || !isSamePage(href, location.href, canonical)) return false;
    const place = showInPage(href, sentence)?.getBoundingClientRect();
    const { left, right, top } = this.#parts.panel.getBoundingClientRect();
    const covered = place?.right > left && place.left < right && place.bottom > top;
    if (covered && this.#options.floating) attribute(this, "open", false);
    return Boolean(place);
  }

  #key(event) {
    const { key, keyCode, target } = event;
    if (keyCode === 229) return; // an input method took the key; where it ends, Safari no longer says isComposing
    const { input, log } = this.#parts;
    let done = false;
    if (key === "Escape") {
      done = this.#suggest?.close();
      if (!done && this.#options.floating) {
        done = true;
        this.close();
      }
    }
    if (key === "ArrowUp" && target !== log && !(target === input && input.value)) done = this.#transcript.walk(-1, target);
    if (key === "ArrowDown" && target.closest(".quote")) {
      done = true;
      if (!this.#transcript.walk(1, target)) input.focus(); // behind the last quote comes the question box
    }
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #announce(sentence, first) {
    fill(this.#parts.status, h("p", {}, first), h("p", {}, sentence)); // without words a paragraph is not announced
  }
}
