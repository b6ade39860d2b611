/**
 * Finds a quoted sentence in the texts of a page. White space is ignored on both sides, since a page's source and its visible
 * text differ in nothing else. Knows no DOM: the page's texts come as strings, in reading order.
 */

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
  const wanted = needle.replace(/\s+/g, "");
  const starts = []; // of each text in `all`
  const points = []; // of each character of `all`
  let all = "";
  for (const text of texts) {
    const node = starts.push(all.length) - 1;
    for (let offset = 0; offset < text.length; offset++) {
      if (!text[offset].trim()) continue;
      points.push({ node, offset });
      all += text[offset];
    }
  }
  let found = all.indexOf(wanted, starts[from]);
  if (found < 0) found = all.indexOf(wanted);
  if (found < 0 || !wanted) return null;
  const { node, offset } = points[found + wanted.length - 1];
  return { start: points[found], end: { node, offset: offset + 1 } };
}
