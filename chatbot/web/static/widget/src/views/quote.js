/** One quote as a figure: its context, the words, where they come from, and what a reader can do with them. */

import { button, fill, h, link, unseen } from "../dom.js";
import { longDate, say, sayMany } from "../i18n/index.js";
import { safeHref } from "../links.js";
import { isArray, listOf, textOf } from "../natives.js";
import { bestSentence, citation, headerCells, isOld, shownBlocks, shownContext, shownPath } from "../quote.js";
import { verdict } from "./verdict.js";

/**
 * @typedef {object} Surroundings what a view needs to know and may do
 * @property {typeof import("../i18n/en.json")} texts
 * @property {string} locale
 * @property {string} endpoint
 * @property {number} reviewMonths
 * @property {(question: string) => void} ask
 * @property {(turn: import("../conversation.js").Turn, history: string[]) => void} askAgain
 * @property {(body: object) => Promise<unknown>} feedback
 * @property {(href: string, sentence: string, event: Event) => boolean} showInPage true where it was shown on this page
 */

/**
 * @param {any} quote as the API sends it
 * @param {{number: number, total: number, weak: boolean, answerId: string, reviews: boolean}} place
 * @param {Surroundings} around
 */
export function quoteView(quote, place, around) {
  const { texts } = around;
  const article = quote.article ?? {};
  const href = safeHref(quote.link, around.endpoint);
  return h(
    "figure",
    { class: "quote", tabindex: "-1", "aria-label": say(texts.quoteOf, place.number, place.total) },
    place.weak && h("p", { class: "badge" }, texts.weakMark),
    h("blockquote", { lang: article.language, dir: "auto", cite: href || null }, contextView(quote, texts), blocksView(quote)),
    h(
      "figcaption",
      {},
      h("cite", { lang: article.language, dir: "auto" }, article.title),
      pathView(quote, article.language),
      reviewView(article, place.reviews, around),
    ),
    h(
      "div",
      { class: "actions" },
      href && readLink(href, quote, texts, around),
      copyButton(citation(quote, href), texts),
      verdict({ answer_id: place.answerId, source_id: quote.source_id }, texts, around.feedback),
    ),
  );
}

function contextView(quote, texts) {
  const views = [];
  for (const { role, text } of shownContext(quote)) {
    if (role === "question") views.push(h("p", { class: "question" }, unseen(`${texts.answerTo}: `), text));
    else views.push(h("p", { class: role === "heading" && role }, text));
  }
  return views;
}

function blocksView(quote) {
  let header = headerCells(quote);
  const views = [];
  for (const block of shownBlocks(quote)) {
    views.push(blockView(block, block.kind === "table" ? header : null));
    if (block.kind === "table") header = null;
  }
  return views;
}

function blockView({ kind, first, lines, head }, header) {
  if (kind === "table") return tableView(lines, header, head);
  if (kind === "code") return h("pre", { tabindex: "0" }, h("code", {}, segmentsView(lines[0][0])));
  if (kind === "list" || kind === "steps") {
    const items = [];
    for (const [item] of lines) items.push(h("li", {}, segmentsView(item)));
    return kind === "steps" ? h("ol", { start: first === 1 ? null : first }, items) : h("ul", {}, items);
  }
  const parts = [];
  for (const [line] of lines) parts.push(parts.length > 0 && h("br"), segmentsView(line));
  return h("p", { class: kind === "quotation" && kind }, parts);
}

function tableView(lines, header, head) {
  const rows = [];
  let titles = header && rowView("th", header);
  for (const line of lines) {
    if (head && !titles) titles = rowView("th", line);
    else rows.push(rowView("td", line));
  }
  return h("div", { class: "scroll", tabindex: "0" }, h("table", {}, titles && h("thead", {}, titles), h("tbody", {}, rows)));
}

function rowView(tag, line) {
  const cells = [];
  for (const cell of line) cells.push(h(tag, { scope: tag === "th" && "col" }, isArray(cell) ? segmentsView(cell) : cell));
  return h("tr", {}, cells);
}

function segmentsView(segments) {
  const nodes = [];
  for (const { text, mark } of segments) nodes.push(mark ? h("mark", {}, text) : text);
  return nodes;
}

function pathView(quote, language) {
  const parts = [];
  for (const heading of shownPath(quote)) {
    if (parts.length) parts.push(h("span", { "aria-hidden": "true" }, " › "), unseen(", "));
    parts.push(heading);
  }
  return parts.length > 0 && h("p", { class: "path", lang: language, dir: "auto" }, parts);
}

/** When and by whom the article was reviewed, or what it says itself; that it was not where others here are. */
function reviewView(article, reviews, { texts, locale, reviewMonths }) {
  const names = listOf(article.reviewed_by).join(", ");
  const note = textOf(article.review_note);
  let said = note ? [h("q", { lang: article.language }, note)] : reviews && [texts.unreviewed];
  if (names || article.reviewed) {
    const old = isOld(article.reviewed, reviewMonths, new Date());
    const date = longDate(article.reviewed, locale);
    said = [
      names ? say(texts.reviewedBy, names) : texts.reviewed,
      date && `, ${date}`,
      old && h("strong", { class: "old" }, ` (${sayMany(texts.old, reviewMonths)})`),
    ];
  }
  return said && h("p", { class: "review" }, said);
}

function readLink(href, quote, texts, around) {
  const click = (event) => {
    if (around.showInPage(href, bestSentence(quote), event)) event.preventDefault();
  };
  return h(link(href, texts.read, unseen(` ${texts.newTab}`)), { class: "read", click });
}

function copyButton(text, texts) {
  const click = async () => {
    let done = texts.copied;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = texts.copyFailed;
    }
    fill(copy, done);
    h(copy, { "aria-live": "polite" });
  };
  const copy = button(texts.copy, click);
  return copy;
}
