/**
 * The interface's language. English is bundled; the texts of the others are data that the service sends where a page is in
 * one of them. A new language is one more file and its name here.
 */

import { get } from "../api.js";
import { textOf } from "../natives.js";
import en from "./en.json" with { type: "json" };

const OTHERS = ["de", "es", "fr", "it", "ko", "nl", "pt"];
const PATIENCE = 4_000; // milliseconds after which the chat is shown in English rather than not at all

/** @typedef {{locale: string, texts: typeof en}} Language */

/** @type {Record<string, Language>} by locale */
const here = { en: { locale: "en", texts: en } };
const coming = {};

/**
 * Return the language of a BCP 47 tag such as "ko-KR", English where there is none; undefined while its texts are not here.
 * @param {string} tag
 * @returns {Language | undefined}
 */
export const languageOf = (tag) => here[localeOf(tag)];

/**
 * Bring the texts of a tag's language, so that `languageOf` has them; where they don't come, it has English instead.
 * @param {string} tag
 * @param {string} endpoint the service's base URL, ending in "/"
 * @returns {Promise<void>}
 */
export function bringTexts(tag, endpoint) {
  const locale = localeOf(tag);
  const bring = async () => {
    try {
      here[locale] = { locale, texts: { ...en, ...(await get(`${endpoint}widget/${locale}.json`, PATIENCE)) } };
    } catch {
      here[locale] = here.en;
    }
  };
  return (coming[locale] ??= bring());
}

function localeOf(tag) {
  const locale = tag.toLowerCase().split("-")[0];
  return OTHERS.indexOf(locale) < 0 ? "en" : locale;
}

/**
 * Return a text with its blanks filled in: `{0}` is the first value.
 * @param {string} text
 * @param {...(string | number)} values
 */
export const say = (text, ...values) => text.replace(/\{(\d)\}/g, (_, place) => values[place]);

/**
 * Return a text about `count` things, which is its first value.
 * @param {string[]} forms for one and for several; one for both in a language that does not tell them apart
 * @param {number} count
 * @param {...(string | number)} more
 */
export const sayMany = (forms, count, ...more) => say(forms[count === 1 ? 0 : forms.length - 1], count, ...more);

/**
 * Return the locale with the region of the browser's language, where that is the same language: helplines differ by country.
 * @param {string} locale
 */
export function regional(locale) {
  const own = textOf(navigator.language);
  return own.toLowerCase().split("-")[0] === locale ? own : locale;
}

/**
 * Return an ISO date as people write it in that language, "" where it is none.
 * @param {unknown} date
 * @param {string} locale
 * @returns {string}
 */
export function longDate(date, locale) {
  const day = new Date(`${date}T00:00:00Z`);
  if (isNaN(day)) return "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
}
