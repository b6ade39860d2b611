/**
 * A quote of the chat API -> what is to be shown, as plain data. Every character of the quote appears exactly once, in
 * order; only the separators between blocks, lines and cells become structure. Knows no DOM.
 */

import { listOf, textOf } from "./natives.js";
import { segments, utf16Offsets } from "./offsets.js";

/**
 * @typedef {{text: string, mark: boolean}} Segment
 * @typedef {{kind: string, first: number, lines: Segment[][][], head: boolean}} ShownBlock `lines` are paragraphs' lines,
 *   list items or table rows; a line is a list of cells (one, except in tables); `head`: the first line is a header row
 * @typedef {{role: string, text: string}} ShownContext
 */

const byStart = (a, b) => a.start - b.start;

/**
 * Return the blocks of a quote in reading order, the best sentence marked.
 * @param {any} quote one element of `quotes` as the API sends it
 * @returns {ShownBlock[]}
 */
export function shownBlocks(quote) {
  const text = textOf(quote.text);
  const unit = utf16Offsets(text);
  const marks = [];
  for (const [from, to] of listOf(quote.highlights)) marks.push([unit(from), unit(to)]);
  const blocks = [];
  let at = 0;
  const add = (kind, from, to, items = [], first = 1, head = false) => {
    const lines = itemsOf(items, text, from, to, marks) ?? linesOf(kind, text, from, to, marks);
    if (text.slice(from, to).trim()) blocks.push({ kind, first, head, lines });
    at = Math.max(at, to);
  };
  for (const block of [...listOf(quote.blocks)].sort(byStart)) {
    const from = Math.max(unit(block.start), at);
    add("paragraph", at, from); // text between blocks, should a service leave some: never lose a character
    const items = [];
    for (const [a, b] of listOf(block.items)) items.push([unit(a), unit(b)]);
    add(textOf(block.kind), from, Math.max(unit(block.end), from), items, block.first ?? 1, holdsHeader(quote, block));
  }
  add("paragraph", at, text.length);
  return blocks;
}

/** Whether the table's own header row is the first line of this block, and not context that stands before it. */
function holdsHeader(quote, block) {
  for (const context of listOf(quote.context)) {
    if (context.role === "header" && context.start === quote.start + block.start) return true;
  }
  return false;
}

/** Return a list's items, which may have several lines; null where it names none, or where text stands outside of them. */
function itemsOf(items, text, start, end, marks) {
  if (!items.length) return null;
  const lines = [];
  let at = start;
  for (const [from, to] of [...items, [end, end]]) {
    if (from < at || to > end || text.slice(at, from).trim()) return null;
    if (from < to) lines.push([segments(text, from, to, marks)]);
    at = to;
  }
  return lines;
}

const SEPARATED = ["list", "steps", "table"];

function linesOf(kind, text, start, end, marks) {
  if (kind === "code") return [[segments(text, start, end, marks)]];
  const lines = [];
  for (const [from, to] of splitSpan(text, start, end, "\n")) {
    if (!text.slice(from, to).trim()) {
      if (SEPARATED.indexOf(kind) < 0 && lines.length) lines.push([[]]);
      continue;
    }
    const cells = [];
    const spans = kind === "table" ? splitSpan(text, from, to, "\t") : [[from, to]];
    for (const [a, b] of spans) cells.push(segments(text, a, b, marks));
    lines.push(cells);
  }
  return lines;
}

function splitSpan(text, start, end, separator) {
  const spans = [];
  let from = start;
  for (;;) {
    const found = text.indexOf(separator, from);
    const to = found < 0 || found >= end ? end : found;
    spans.push([from, to]);
    if (to === end) return spans;
    from = to + 1;
  }
}

/**
 * Return the context that is shown before the quoted text: question, headings of steps, lead-in sentences. The header row
 * is not among them: `headerCells` returns it.
 * @param {any} quote
 * @returns {ShownContext[]}
 */
export function shownContext(quote) {
  const found = [];
  for (const context of listOf(quote.context)) {
    const role = textOf(context.role);
    if (role !== "header") found.push({ role, text: textOf(context.text) });
  }
  return found;
}

/**
 * Return the cells of the header row that stands outside the quoted text, or null.
 * @param {any} quote
 * @returns {string[] | null}
 */
export function headerCells(quote) {
  for (const context of listOf(quote.context)) {
    const inside = context.start >= quote.start && context.start < quote.end;
    if (context.role === "header" && !inside) return textOf(context.text).split("\t");
  }
  return null;
}

/**
 * Return the headings the quote stands under, without those that its context or the article's title say already.
 * @param {any} quote
 * @returns {string[]}
 */
export function shownPath(quote) {
  const said = [textOf(quote.article?.title)];
  for (const { text } of shownContext(quote)) said.push(text);
  const path = [];
  for (const heading of listOf(quote.headings)) if (said.indexOf(textOf(heading)) < 0) path.push(textOf(heading));
  return path;
}

/**
 * Return the best sentence of the quote, the whole text where none is marked.
 * @param {any} quote
 * @returns {string}
 */
export function bestSentence(quote) {
  const text = textOf(quote.text);
  const [span] = listOf(quote.highlights);
  if (!span) return text;
  const unit = utf16Offsets(text);
  return text.slice(unit(span[0]), unit(span[1]));
}

/**
 * Whether more than `months` months have passed from a review to `now`; the page counts them the same way.
 * @param {string | null} reviewed ISO date
 * @param {number} months
 * @param {Date} now
 * @returns {boolean}
 */
export function isOld(reviewed, months, now) {
  const day = new Date(textOf(reviewed));
  const passed = (now.getUTCFullYear() - day.getUTCFullYear()) * 12 + now.getUTCMonth() - day.getUTCMonth();
  return passed > months || (passed === months && now.getUTCDate() > day.getUTCDate());
}

/**
 * Return the quote with its citation as plain text, for the clipboard.
 * @param {any} quote
 * @param {string} href the link to the quote, "" where it has none that is safe
 * @returns {string}
 */
export function citation(quote, href) {
  const article = quote.article ?? {};
  const authors = listOf(article.authors).join(", ");
  const place = [textOf(article.title), ...listOf(quote.headings)].join(" › ");
  return `“${textOf(quote.text)}”\n— ${authors && `${authors}, `}${place}${href && `\n${href}`}`;
}
