import assert from "node:assert/strict";
import { test } from "node:test";
import { segments, utf16Offsets } from "../../chatbot/web/static/widget/src/offsets.js";

test("Offsets in a text of ASCII and Korean letters stay as they are", () => {
  const unit = utf16Offsets("grief 슬픔");
  assert.deepEqual([0, 6, 8].map(unit), [0, 6, 8]);
});

test("Each emoji, flag half and rare ideograph counts one code point and two UTF-16 units", () => {
  const text = "a😀b🇰🇷𠮷c";
  const points = [...text];
  const unit = utf16Offsets(text);
  points.forEach((point, index) => assert.equal(text.slice(unit(index), unit(index + 1)), point));
  assert.equal(unit(points.length), text.length);
});

test("Offsets outside the text and values that are no numbers move to its nearest end", () => {
  const unit = utf16Offsets("😀");
  assert.deepEqual([-3, 99, "x", undefined, Infinity].map(unit), [0, 2, 0, 0, 2]);
});

test("Segments keep every character, marked or not, for any spans", () => {
  const text = "One. Two 😀. Three.";
  for (const spans of [[], [[0, 4]], [[5, 11], [13, 19]], [[-5, 400]], [[4, 4]], [[0, 2], [2, 6]]]) {
    const cut = segments(text, 2, 17, spans);
    assert.equal(cut.map((segment) => segment.text).join(""), text.slice(2, 17));
    assert.ok(cut.every((segment) => segment.text));
  }
});

test("A span that covers the middle gives three segments", () => {
  assert.deepEqual(segments("abcdef", 0, 6, [[2, 4]]), [
    { text: "ab", mark: false },
    { text: "cd", mark: true },
    { text: "ef", mark: false },
  ]);
});

test("A span behind the cut part marks nothing", () => {
  assert.deepEqual(segments("abcdef", 0, 2, [[3, 5]]), [{ text: "ab", mark: false }]);
});
