/**
 * The interface's language. English is bundled; the texts of the others are data that the service sends where a page is in
 * one of them. A new language is one more file and its name here.
 */

import { get } from "../api.js";
import { isArray, ownKeys, textOf } from "../natives.js";
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
      here[locale] = { locale, texts: filled(en, await get(`${endpoint}widget/${locale}.json`, PATIENCE)) };
    } catch {
      here[locale] = here.en;
    }
  };
  return (coming[locale] ??= bring());
}

/** Return what was brought in the shape of English, in whose words it says what is missing there, or of another kind. */
function filled(english, brought) {
  const texts = {};
  for (const key of ownKeys(english)) {
    const [own, other] = [english[key], brought[key]];
    const alike = typeof own === typeof other && isArray(own) === isArray(other);
    texts[key] = !alike ? own : typeof own === "string" || isArray(own) ? other : filled(own, other);
  }
  return texts;
}

/** Return the language of a tag, of "fr_CA", too, which is none but stands on pages. */
const languageIn = (tag) => tag.toLowerCase().split(/[-_]/)[0];

function localeOf(tag) {
  const locale = languageIn(tag);
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
 * Return the language of a tag for the service, which may say in it what this file cannot, with the region of the browser's
 * language where that is the same: helplines differ by country.
 * @param {string} tag
 */
export function regional(tag) {
  const language = languageIn(tag);
  const own = textOf(navigator.language);
  if (languageIn(own) === language) return own;
  return /^[a-z]{2,3}$/.test(language) ? language : "en";
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
