/**
 * Built-ins that pages are known to patch, taken once when the module loads, and the few replacements that do not depend on
 * them. Code of this widget loops with `for ... of` and calls no array method that an old library may have replaced.
 */

export const { ownKeys } = Reflect;
export const { isArray } = Array;
const quote = JSON.stringify;

export const { setTimeout: later, clearTimeout: cancel, AbortController: Abort } = globalThis;

/**
 * Serialise plain data. Unlike JSON.stringify it never calls a `toJSON` that a page put on Array.prototype, and it leaves
 * out what enumerable additions to Object.prototype would bring in.
 * @param {unknown} value strings, numbers, booleans, null, arrays and plain objects; undefined members are left out
 * @returns {string}
 */
export function toJson(value) {
  if (isArray(value)) {
    let items = "";
    for (const item of value) items += (items && ",") + toJson(item);
    return `[${items}]`;
  }
  if (value === null || typeof value !== "object") return quote(value);
  let members = "";
  for (const key of ownKeys(value)) {
    if (value[key] !== undefined) members += `${members && ","}${quote(key)}:${toJson(value[key])}`;
  }
  return `{${members}}`;
}

/**
 * Return an array whatever the service sent, so that a malformed answer shows less instead of failing.
 * @param {unknown} value
 * @returns {any[]}
 */
export const listOf = (value) => (isArray(value) ? value : []);

/**
 * Return the value of a JSON text, undefined where it is none.
 * @param {string | null} text
 * @returns {any}
 */
export function parsedJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Return a string whatever the service sent.
 * @param {unknown} value
 * @returns {string}
 */
export const textOf = (value) => String(value ?? "");
