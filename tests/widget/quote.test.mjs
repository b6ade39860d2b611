import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bestSentence,
  citation,
  headerCells,
  isOld,
  shownBlocks,
  shownContext,
  shownPath,
} from "../../chatbot/web/static/widget/src/quote.js";

const plain = (line) => line.map((cell) => cell.map((segment) => segment.text).join(""));
const lines = (block) => block.lines.map(plain);

test("an item that holds a list itself, or a term and its definition, is one item", () => {
  const items = [[0, 18], [19, 24]];
  const text = "Pack:\na lamp\na map\nWait.";
  const [block] = shownBlocks({ text, highlights: [[6, 12]], blocks: [{ kind: "steps", start: 0, end: 24, first: 1, items }] });
  assert.deepEqual(block.lines.map(([item]) => item.map((segment) => segment.text)), [["Pack:\n", "a lamp", "\na map"], ["Wait."]]);
});

test("items that are not all of a list are not relied on", () => {
  const [block] = shownBlocks({ text: "a\nb", blocks: [{ kind: "list", start: 0, end: 3, first: 1, items: [[0, 1]] }] });
  assert.equal(block.lines.length, 2);
});

test("A paragraph is one line with the best sentence marked", () => {
  const text = "First 😀 one. The best one. Last.";
  const [block, ...rest] = shownBlocks({ text, highlights: [[13, 26]], blocks: [{ kind: "paragraph", start: 0, end: 32 }] });
  assert.equal(rest.length, 0);
  assert.deepEqual(
    block.lines[0][0].filter((segment) => segment.mark).map((segment) => segment.text),
    ["The best one."],
  );
});

test("A numbered list is cut at its lines and keeps the number of its first item", () => {
  const [block] = shownBlocks({ text: "Name it\nWait", blocks: [{ kind: "steps", start: 0, end: 12, first: 3 }] });
  assert.deepEqual([block.kind, block.first, lines(block)], ["steps", 3, [["Name it"], ["Wait"]]]);
});

test("A table is cut at lines and tabs, empty cells stay", () => {
  const [block] = shownBlocks({ text: "a\tb\n\tc", blocks: [{ kind: "table", start: 0, end: 6, first: 1 }] });
  assert.deepEqual(lines(block), [["a", "b"], ["", "c"]]);
  assert.equal(block.head, false);
});

test("A header row outside the quote is given as cells", () => {
  const quote = { text: "a\tb", start: 20, end: 23, context: [{ role: "header", text: "X\tY", start: 16, end: 19 }] };
  assert.deepEqual(headerCells(quote), ["X", "Y"]);
});

test("A header row that is the table's first line is marked as head and not given twice", () => {
  const context = [{ role: "header", text: "X\tY", start: 5, end: 8 }];
  const quote = { text: "X\tY\na\tb", start: 5, end: 12, context, blocks: [{ kind: "table", start: 0, end: 7, first: 1 }] };
  assert.equal(headerCells(quote), null);
  assert.equal(shownBlocks(quote)[0].head, true);
});

test("Blocks that leave text between them, overlap or are missing never lose or repeat a character", () => {
  const text = "Alpha.\n\nBeta gamma.\n\nDelta 😀.";
  const bare = text.replace(/\s/g, "");
  const layouts = [
    undefined,
    [],
    [{ kind: "paragraph", start: 8, end: 19 }],
    [{ kind: "paragraph", start: 21, end: 99 }, { kind: "list", start: 0, end: 6 }],
    [{ kind: "paragraph", start: 0, end: 12 }, { kind: "code", start: 5, end: 29 }],
    [{ kind: null, start: "x", end: -4 }],
  ];
  for (const blocks of layouts) {
    const shown = shownBlocks({ text, blocks }).map((block) => lines(block).flat().join("")).join("");
    assert.equal(shown.replace(/\s/g, ""), bare, JSON.stringify(blocks));
  }
});

test("Code keeps its line breaks and blank lines in one piece", () => {
  const text = "a = 1\n\n  b = 2";
  assert.deepEqual(lines(shownBlocks({ text, blocks: [{ kind: "code", start: 0, end: text.length }] })[0]), [[text]]);
});

test("A hard line break in a paragraph makes a second line of the same block", () => {
  assert.deepEqual(lines(shownBlocks({ text: "one\ntwo", blocks: [{ kind: "paragraph", start: 0, end: 7 }] })[0]), [["one"], ["two"]]);
});

test("Question, heading and lead are context; the header row is not among them", () => {
  const context = ["question", "header", "lead"].map((role) => ({ role, text: role.toUpperCase() }));
  assert.deepEqual(shownContext({ context }), [
    { role: "question", text: "QUESTION" },
    { role: "lead", text: "LEAD" },
  ]);
});

test("The best sentence is cut by code points", () => {
  assert.equal(bestSentence({ text: "😀😀. Yes.", highlights: [[4, 8]] }), "Yes.");
  assert.equal(bestSentence({ text: "Whole.", highlights: [] }), "Whole.");
});

test("A review is old one day after the limit and not on the day, in months of any length", () => {
  const old = (reviewed, now, months = 24) => isOld(reviewed, months, new Date(`${now}T12:00:00Z`));
  assert.equal(old("2024-03-16", "2026-03-15"), false);
  assert.equal(old("2024-03-15", "2026-03-15"), false);
  assert.equal(old("2024-03-14", "2026-03-15"), true);
  assert.equal(old("2023-11-30", "2024-03-31", 4), true);
  assert.equal(old("2023-12-01", "2024-03-31", 4), false);
  assert.equal(old("2024-02-29", "2026-02-28"), false);
  assert.equal(old(null, "2026-03-15"), false);
  assert.equal(old("soon", "2026-03-15"), false);
});

test("A citation names quote, authors, title, headings and address", () => {
  const quote = { text: "Words.", headings: ["One", "Two"], article: { title: "T", authors: ["A", "B"] } };
  assert.equal(citation(quote, "https://x.test/#a"), "“Words.”\n— A, B, T › One › Two\nhttps://x.test/#a");
  assert.equal(citation({ text: "Words.", article: { title: "T" } }, ""), "“Words.”\n— T");
});

test("A malformed quote is shown as far as it goes instead of failing", () => {
  for (const quote of [{}, { text: null, blocks: 3, highlights: "no", context: {}, headings: 1, article: null }]) {
    assert.deepEqual(shownBlocks(quote), []);
    assert.deepEqual(shownContext(quote), []);
    assert.equal(headerCells(quote), null);
    assert.equal(typeof citation(quote, ""), "string");
  }
});

test("Headings that the title or the context say already are not said twice", () => {
  const context = [{ role: "heading", text: "2. Wait" }];
  assert.deepEqual(shownPath({ headings: ["T", "Steps", "2. Wait"], context, article: { title: "T" } }), ["Steps"]);
  assert.deepEqual(shownPath({}), []);
});
