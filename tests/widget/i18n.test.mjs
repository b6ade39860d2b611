import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { bringTexts, languageOf, longDate, regional, say, sayMany } from "../../chatbot/web/static/widget/src/i18n/index.js";

const FOLDER = new URL("../../chatbot/web/static/widget/src/i18n/", import.meta.url);
const all = {};
for (const name of readdirSync(FOLDER)) {
  if (name.endsWith(".json")) all[name.replace(".json", "")] = JSON.parse(readFileSync(new URL(name, FOLDER)));
}
const { en, ...others } = all;
// spelled as in English
const ALIKE = { fr: ["conversation", "answerTo", "articles"] };

const blanks = (text) => [...new Set(text.match(/\{.*?\}/g))].sort();
const shape = (value) => {
  if (typeof value === "string") return blanks(value);
  if (Array.isArray(value)) return { forms: blanks(value.at(-1)) };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)]));
};
const flat = (texts, under = "") =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "object" && !Array.isArray(value) ? flat(value, `${key}.`) : [[under + key, value]],
  );
const answering = (reply) => {
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(String(url));
    return reply(url);
  };
  return asked;
};
const json = (value, status = 200) => new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });

for (const [language, texts] of Object.entries(others)) {
  test(`${language}: the keys of English in the same order, with the same blanks`, () => {
    assert.deepEqual(Object.entries(shape(texts)), Object.entries(shape(en)));
  });

  test(`${language}: nothing is empty, and nothing left in English`, () => {
    const english = new Map(flat(en));
    for (const [, text] of flat(texts)) assert.ok(text.length && [text].flat().every((form) => form.trim()));
    const left = flat(texts).filter(([key, text]) => String(text) === String(english.get(key)));
    assert.deepEqual(left.map(([key]) => key), ALIKE[language] ?? []);
  });

  test(`${language}: a text about several things has one or two forms, whose blanks are the same`, () => {
    for (const [, forms] of flat(texts).filter(([, text]) => Array.isArray(text))) {
      assert.ok(forms.length === 1 || forms.length === 2);
      assert.deepEqual(blanks(forms[0]), blanks(forms.at(-1)));
    }
  });
}

test("English is there, others once they have been brought, whatever region or case a tag has; unknown ones are English", async () => {
  const asked = answering(() => json(others.de));
  for (const tag of ["en", "en-GB", "sv", "", "constructor"]) assert.equal(languageOf(tag).locale, "en");
  assert.equal(languageOf("de-AT"), undefined);
  await Promise.all([bringTexts("de-AT", "https://chat.example/"), bringTexts("DE", "https://chat.example/")]);
  assert.deepEqual([languageOf("DE").locale, languageOf("de_AT").texts.close], ["de", "Schließen"]);
  assert.deepEqual(asked, ["https://chat.example/widget/de.json"], "asked for once");
});

test("What the file of an older or newer service lacks, or has in another form, is said in English", async () => {
  answering(() => json({ close: "Fermer", clear: null, old: "vieux", errors: { http: "Échec", busy: "Occupé" }, more: "Plus" }));
  await bringTexts("fr", "https://chat.example/");
  const { close, copy, clear, old, errors } = languageOf("fr").texts;
  assert.deepEqual([close, copy, clear, old], ["Fermer", "Copy quote", "Clear conversation", en.old]);
  assert.deepEqual(errors, { ...en.errors, http: "Échec" });
  assert.equal(languageOf("fr").texts.more, undefined);
});

test("A language whose texts do not come is English", async () => {
  const replies = {
    es: () => json({ detail: "not found" }, 404),
    it: () => new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } }),
    nl: () => {
      throw new TypeError("no network");
    },
  };
  for (const [language, reply] of Object.entries(replies)) {
    answering(reply);
    await bringTexts(language, "https://chat.example/");
    assert.equal(languageOf(language), languageOf("en"));
  }
});

test("The service is told of the page's language though it is not spoken here, with the browser's region where that speaks it", () => {
  const told = (browser, tag) => {
    Object.defineProperty(globalThis, "navigator", { value: { language: browser }, configurable: true });
    return regional(tag);
  };
  assert.deepEqual(["pl", "PL-pl", "zh-Hant-TW", "fr_CA", "de-CH"].map((tag) => told("pl-PL", tag)), ["pl-PL", "pl-PL", "zh", "fr", "de"]);
  assert.deepEqual(["de-CH", "en-GB"].map((tag) => told("de-AT", tag)), ["de-AT", "en"]);
  for (const tag of ["", "x-default", "i-klingon", "<b>", "a".repeat(50)]) assert.equal(told("", tag) || "en", "en");
});

test("Blanks are filled in wherever a language has them, whatever the value", () => {
  assert.equal(say(en.quoteOf, 1, 3), "Quote 1 of 3");
  assert.equal(say(all.ko.quoteOf, 1, 3), "인용문 3개 중 1번째");
  assert.equal(say(en.following, "Why $& {0}?"), "Following up on “Why $& {0}?”");
});

test("One quote is singular, two are plural", () => {
  const announce = ({ announce, articles }, quotes, found) => sayMany(announce, quotes, sayMany(articles, found));
  assert.equal(announce(en, 1, 1), "1 quote from 1 article");
  assert.equal(announce(en, 2, 1), "2 quotes from 1 article");
  assert.equal(announce(all.de, 1, 2), "1 Zitat aus 2 Artikeln");
  assert.equal(announce(all.fr, 2, 1), "2 citations tirées de 1 article");
  assert.equal(announce(all.ko, 2, 1), "글 1편에서 인용문 2개를 찾았습니다");
  assert.equal(sayMany(all.it.old, 1), "più di 1 mese fa");
});

test("Dates are written out in the reader's language and do not move with the time zone", () => {
  assert.equal(longDate("2026-03-05", "en"), "March 5, 2026");
  assert.equal(longDate("2026-03-05", "ko"), "2026년 3월 5일");
  assert.equal(longDate("2026-03-05", "de"), "5. März 2026");
  assert.deepEqual([longDate(null, "en"), longDate("soon", "en")], ["", ""]);
});
