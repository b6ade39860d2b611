/** Builds DOM from plain values: elements and text nodes only, never markup. */

import { isArray, ownKeys } from "./natives.js";

/**
 * Set an attribute, or take it away where the value is false, null or undefined; true sets it empty.
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 */
export function attribute(element, name, value) {
  if ((value ?? false) === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/**
 * Append children: nodes as they are, strings as text nodes, lists one by one; null, undefined and false are left out.
 * @param {Node} parent
 * @param {unknown[]} children
 */
export function append(parent, children) {
  for (const child of children) {
    if (isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if ((child ?? false) !== false) parent.appendChild(document.createTextNode(child));
  }
}

/**
 * Return a new element, or give more attributes, listeners and children to one that is there.
 * @param {string | Element} tag its name, or the element itself
 * @param {Record<string, unknown>} [attributes] a function becomes a listener: `{ click: handler }`
 * @param {...unknown} children as `append` takes them
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const element = tag instanceof Node ? tag : document.createElement(tag);
  for (const name of ownKeys(attributes)) {
    const value = attributes[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else attribute(element, name, value);
  }
  append(element, children);
  return element;
}

/**
 * Replace everything in `parent` by `children`.
 * @param {Node} parent
 * @param {...unknown} children
 */
export function fill(parent, ...children) {
  while (parent.firstChild) parent.removeChild(parent.firstChild);
  append(parent, children);
}

/**
 * Take a node out of its parent, if it has one: Prototype.js put a `remove` of its own on elements, which throws there.
 * @param {Node} node
 */
export function detach(node) {
  if (node.parentNode) node.parentNode.removeChild(node);
}

/**
 * Put a node in the place of another.
 * @param {Node} old
 * @param {Node} node
 */
export const replace = (old, node) => old.parentNode.replaceChild(node, old);

/**
 * Return a button that says what it does.
 * @param {string} label
 * @param {(event: Event) => void} click
 * @param {Record<string, unknown>} [attributes]
 */
export const button = (label, click, attributes = {}) => h("button", { type: "button", click, ...attributes }, label);

/**
 * Return words for those who listen, which nobody sees.
 * @param {string} text
 */
export const unseen = (text) => h("span", { class: "hidden" }, text);

/**
 * Return a link that opens in a new tab.
 * @param {string} href
 * @param {...unknown} children as `append` takes them
 */
export const link = (href, ...children) => h("a", { href, target: "_blank", rel: "noopener" }, ...children);

const PATHS = {
  chat: "M4 4h16v12H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  clear: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  send: "M4 12h15M13 6l6 6-6 6",
  up: "M7 11v9H4v-9zM7 11l4-8c2 0 3 1 2 6h6l-2 11H7",
  down: "M7 13V4H4v9zM7 13l4 8c2 0 3-1 2-6h6L17 4H7",
};

const svg = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);

/**
 * Return a decorative icon, drawn in the current text colour.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const path = h(svg("path"), { d: PATHS[name] });
  return h(svg("svg"), { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, path);
}

/**
 * Return an icon button whose name is `label`.
 * @param {keyof typeof PATHS} name
 * @param {string} label
 * @param {((event: Event) => void) | null} click
 * @param {Record<string, unknown>} [attributes]
 */
export const iconButton = (name, label, click, attributes = {}) =>
  button(icon(name), click, { class: "icon-button", "aria-label": label, title: label, ...attributes });
