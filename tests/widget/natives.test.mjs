import assert from "node:assert/strict";
import { test } from "node:test";
import { listOf, textOf, toJson } from "../../chatbot/web/static/widget/src/natives.js";

const BODY = { question: 'a "b"\n\u2028😀', history: ["x", []], limit: 3, filters: undefined, on: true, none: null };

test("Plain data is serialised as JSON.stringify does it", () => {
  assert.equal(toJson(BODY), JSON.stringify(BODY));
});

test("Array.prototype.toJSON and enumerable additions of an old library change nothing", () => {
  const expected = JSON.stringify(BODY);
  Array.prototype.toJSON = () => "[]";
  Object.prototype.extra = "extra";
  try {
    assert.equal(toJson(BODY), expected);
  } finally {
    delete Array.prototype.toJSON;
    delete Object.prototype.extra;
  }
});

test("Lists and texts have a value whatever was sent", () => {
  assert.deepEqual([listOf([1]), listOf("ab"), listOf(null)], [[1], [], []]);
  assert.deepEqual([textOf("a"), textOf(null), textOf(undefined), textOf(0)], ["a", "", "", "0"]);
});
