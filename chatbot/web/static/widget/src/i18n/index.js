/** Chooses the interface language. A new language is one more file and one more line here. */

import en from "./en.js";
import ko from "./ko.js";
import { textOf } from "../natives.js";

const LOCALES = { en, ko };

/** @typedef {{locale: string, texts: typeof en}} Language */

/**
 * Return the texts for a BCP 47 tag such as "ko-KR" and the tag of the locale file; English where there is none.
 * @param {string} tag
 * @returns {Language}
 */
export function textsFor(tag) {
  const language = tag.toLowerCase().split("-")[0];
  const locale = Object.hasOwn(LOCALES, language) ? language : "en";
  return { locale, texts: LOCALES[locale] };
}

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
