/**
 * Finds a quoted sentence in the texts of a page. White space is ignored on both sides, since a page's source and its visible
 * text differ in nothing else. Knows no DOM: the page's texts come as strings, in reading order.
 */

const SPACES = /\s+/g;

/**
 * @typedef {{node: number, offset: number}} Point the index of a text and a UTF-16 offset in it
 */

/**
 * Return where `needle` stands in `texts`: at or after text number `from` if it occurs there, else anywhere, else null.
 * @param {string[]} texts
 * @param {string} needle
 * @param {number} [from]
 * @returns {{start: Point, end: Point} | null} `end` is behind the last character
 */
export function locate(texts, needle, from = 0) {
  const wanted = needle.replace(SPACES, "");
  const starts = [];
  let all = "";
  for (const text of texts) {
    starts.push(all.length);
    all += text.replace(SPACES, "");
  }
  if (!wanted) return null;
  let found = all.indexOf(wanted, starts[from] ?? 0);
  if (found < 0) found = all.indexOf(wanted);
  if (found < 0) return null;
  const last = pointAt(texts, starts, found + wanted.length - 1);
  return { start: pointAt(texts, starts, found), end: { node: last.node, offset: last.offset + 1 } };
}

/** Return the place of the character that has number `position` when white space is not counted. */
function pointAt(texts, starts, position) {
  let node = 0;
  while (node + 1 < starts.length && starts[node + 1] <= position) node++;
  const inside = /\S/g;
  let offset = 0;
  for (let left = position - starts[node]; left >= 0; left--) offset = inside.exec(texts[node]).index;
  return { node, offset };
}
