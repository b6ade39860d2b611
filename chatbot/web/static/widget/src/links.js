/** Which addresses may become links, which of them lead to the page that is open, and what they name there. Knows no DOM. */

import { textOf } from "./natives.js";

const DIRECTIVE = ":~:";

/**
 * Return the absolute address of `link`, or "" unless it is an http or https address: `javascript:` and `data:` never
 * become links.
 * @param {unknown} link as the service sent it; relative ones are relative to the service
 * @param {string} endpoint
 * @returns {string}
 */
export function safeHref(link, endpoint) {
  if (!textOf(link)) return "";
  try {
    const url = new URL(textOf(link), endpoint);
    return /^https?:/.test(url.href) ? url.href : "";
  } catch {
    return "";
  }
}

/**
 * Whether `href` leads to the page at `here` (or to the address that page calls its canonical one), fragments aside.
 * @param {string} href
 * @param {string} here
 * @param {string} canonical "" where the page names none
 * @returns {boolean}
 */
export function isSamePage(href, here, canonical) {
  const bare = href.split("#")[0];
  return Boolean(bare) && (bare === here.split("#")[0] || bare === canonical.split("#")[0]);
}

/**
 * Return what the fragment of `href` names: the element id and the text, "" where it names none.
 * @param {string} href
 * @returns {{anchor: string, text: string}}
 */
export function targetOf(href) {
  const [, fragment = ""] = href.split(/#(.*)/s);
  const [anchor, directive = ""] = fragment.split(DIRECTIVE);
  const [, text = ""] = directive.split("text=");
  return { anchor: decode(anchor), text: decode(text.split("&")[0]) };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
