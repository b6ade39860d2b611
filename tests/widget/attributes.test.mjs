import assert from "node:assert/strict";
import { test } from "node:test";
import { ATTRIBUTES, readHistory, readOptions } from "../../chatbot/web/static/widget/src/attributes.js";

const CONTEXT = { home: "https://chat.test/", base: "https://site.test/a/page", texts: { title: "T", placeholder: "P" } };
const read = (given) => readOptions((name) => (Object.hasOwn(given, name) ? given[name] : null), CONTEXT);

test("Nothing set gives the defaults", () => {
  assert.deepEqual(read({}), {
    endpoint: "https://chat.test/",
    title: "T",
    placeholder: "P",
    theme: "auto",
    position: "inline",
    floating: false,
    suggestions: true,
    starters: [],
    filters: { category: [], language: [], article: [] },
    limit: 3,
    reviewMonths: 24,
    remember: false,
  });
});

test("Values are read", () => {
  const given = {
    endpoint: "/qa//",
    title: "Ask",
    placeholder: "Type",
    theme: "dark",
    position: "bottom-left",
    suggestions: "off",
    starters: " What? | | Why? ",
    filters: '{"category": ["Grief", 3], "language": "en", "other": ["x"]}',
    limit: "5",
    "review-months": "12",
    remember: "",
  };
  const options = read(given);
  assert.equal(options.endpoint, "https://site.test/qa/");
  assert.deepEqual(options.starters, ["What?", "Why?"]);
  assert.deepEqual(options.filters, { category: ["Grief"], language: [], article: [] });
  assert.deepEqual([options.theme, options.position, options.floating, options.suggestions], ["dark", "bottom-left", true, false]);
  assert.deepEqual([options.limit, options.reviewMonths, options.remember], [5, 12, true]);
});

test("In both corners it floats, and limits hold to the last number", () => {
  for (const corner of ["bottom-left", "bottom-right"]) assert.equal(read({ position: corner }).floating, true);
  const [most, more] = [read({ limit: "10", "review-months": "1200" }), read({ limit: "11", "review-months": "1201" })];
  assert.deepEqual([most.limit, most.reviewMonths, more.limit, more.reviewMonths], [10, 1200, 3, 24]);
});

test("Values that cannot be used count as not set", () => {
  const options = read({ endpoint: "http://[", theme: "pink", position: "top", limit: "99", "review-months": "x", filters: "{" });
  assert.deepEqual(options, read({}));
});

test("Each value that readOptions and the element look at is declared", () => {
  const looked = new Set();
  readOptions((name) => void looked.add(name), CONTEXT);
  const byElement = ["lang", "open", "question", "history", "entry"];
  assert.deepEqual([...looked, ...byElement].sort(), Object.keys(ATTRIBUTES).sort());
});

test("A history is a list of strings", () => {
  assert.deepEqual(readHistory('["One?", 2, "Three?"]'), ["One?", "Three?"]);
  for (const text of [null, "", "One?", '{"a": 1}']) assert.deepEqual(readHistory(text), []);
});
