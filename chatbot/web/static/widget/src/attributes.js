/** The attributes of the element, what they default to and what they mean here. Knows no DOM: values come through a getter. */

import { listOf, parsedJson, textOf } from "./natives.js";

/** Every attribute and its default, in the order of the README's table; "" means: see there. */
export const ATTRIBUTES = {
  endpoint: "",
  title: "",
  placeholder: "",
  lang: "",
  theme: "auto",
  position: "inline",
  open: "",
  suggestions: "on",
  starters: "",
  filters: "",
  limit: "3",
  "review-months": "24",
  remember: "",
  question: "",
  history: "",
  entry: "",
};

export const FILTERS = ["category", "language", "article"];

/**
 * @typedef {object} Options
 * @property {string} endpoint absolute, ending in "/"
 * @property {string} title
 * @property {string} placeholder
 * @property {"auto" | "light" | "dark"} theme
 * @property {"inline" | "bottom-right" | "bottom-left"} position
 * @property {boolean} floating whether it stands in a corner, and opens and closes
 * @property {boolean} suggestions
 * @property {string[]} starters
 * @property {Record<string, string[]>} filters
 * @property {number} limit
 * @property {number} reviewMonths
 * @property {boolean} remember
 */

/**
 * Read the options that a page set; a value that cannot be used counts as not set.
 * @param {(name: string) => string | null} get
 * @param {{home: string, base: string, texts: {title: string, placeholder: string}}} context the service the script came
 *   from, the page's base address, and the interface texts
 * @returns {Options}
 */
export function readOptions(get, { home, base, texts }) {
  const oneOf = (name, ...values) => (values.indexOf(get(name)) < 0 ? ATTRIBUTES[name] : get(name));
  const upTo = (most, name) => {
    const number = Number(get(name));
    return Number.isInteger(number) && number > 0 && number <= most ? number : Number(ATTRIBUTES[name]);
  };
  const position = oneOf("position", "bottom-right", "bottom-left");
  return {
    endpoint: folder(get("endpoint"), base) || home,
    title: get("title") || texts.title,
    placeholder: get("placeholder") || texts.placeholder,
    theme: oneOf("theme", "light", "dark"),
    position,
    floating: position !== "inline",
    suggestions: get("suggestions") !== "off",
    starters: pieces(textOf(get("starters"))),
    filters: readFilters(get("filters")),
    limit: upTo(10, "limit"),
    reviewMonths: upTo(1200, "review-months"),
    remember: get("remember") !== null,
  };
}

function folder(address, base) {
  if (!address) return "";
  try {
    const url = new URL(address, base);
    return url.origin + url.pathname.replace(/\/*$/, "/");
  } catch {
    return "";
  }
}

function pieces(text) {
  const found = [];
  for (const piece of text.split("|")) if (piece.trim()) found.push(piece.trim());
  return found;
}

/** Filters are written as JSON, `{"category": ["Grief"]}`; names the service does not know are left out. */
function readFilters(text) {
  const filters = {};
  for (const name of FILTERS) filters[name] = strings(parsedJson(text)?.[name]);
  return filters;
}

/**
 * Read the `history` attribute: a JSON list of earlier questions.
 * @param {string | null} text
 * @returns {string[]}
 */
export const readHistory = (text) => strings(parsedJson(text));

function strings(values) {
  const found = [];
  for (const value of listOf(values)) if (typeof value === "string") found.push(value);
  return found;
}
