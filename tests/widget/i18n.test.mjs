import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../../chatbot/web/static/widget/src/i18n/en.js";
import { longDate, textsFor } from "../../chatbot/web/static/widget/src/i18n/index.js";
import ko from "../../chatbot/web/static/widget/src/i18n/ko.js";

const shape = (texts) =>
  Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === "function" ? `function of ${value.length}` : typeof value === "object" ? shape(value) : typeof value,
    ]),
  );

test("Korean has the keys of English, in the same order, functions of as many values", () => {
  assert.deepEqual(Object.entries(shape(ko)), Object.entries(shape(en)));
});

test("No Korean text is left in English", () => {
  const words = (texts) => Object.values(texts).flatMap((value) => (typeof value === "object" ? words(value) : [String(value)]));
  for (const text of words(ko)) assert.match(text, /[가-힣]/);
});

test("The language of a tag is chosen whatever its region or case, English where there is none", () => {
  assert.deepEqual(["ko", "ko-KR", "KO", "en-GB", "fr", "", "constructor"].map((tag) => textsFor(tag).locale), [
    "ko",
    "ko",
    "ko",
    "en",
    "en",
    "en",
    "en",
  ]);
});

test("One quote is singular, two are plural", () => {
  assert.equal(en.announce(1, 1), "1 quote from 1 article");
  assert.equal(en.announce(2, 1), "2 quotes from 1 article");
  assert.equal(ko.announce(2, 1), "글 1편에서 인용문 2개를 찾았습니다");
});

test("A review names who and when, as far as known", () => {
  assert.equal(en.reviewed("Dr A", "5 March 2026"), "Reviewed by Dr A, 5 March 2026");
  assert.equal(en.reviewed("", "5 March 2026"), "Reviewed, 5 March 2026");
  assert.equal(en.reviewed("Dr A", ""), "Reviewed by Dr A");
});

test("Dates are written out in the reader's language and do not move with the time zone", () => {
  assert.equal(longDate("2026-03-05", "en"), "March 5, 2026");
  assert.equal(longDate("2026-03-05", "ko"), "2026년 3월 5일");
  assert.deepEqual([longDate(null, "en"), longDate("soon", "en")], ["", ""]);
});
