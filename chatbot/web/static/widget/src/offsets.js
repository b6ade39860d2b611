/** The service counts Unicode code points, the browser's strings count UTF-16 units. This module converts, nothing else. */

/**
 * Return a function that converts a code-point offset of `text` into a UTF-16 offset. Offsets outside the text are moved to
 * its nearest end.
 * @param {string} text
 * @returns {(offset: number) => number}
 */
export function utf16Offsets(text) {
  const points = [...text];
  return (offset) => points.slice(0, Math.max(0, offset)).join("").length;
}

/**
 * Cut `text` into segments at the borders of `spans`, keeping every character.
 * @param {string} text
 * @param {number} start UTF-16 offset of the part to cut
 * @param {number} end its end
 * @param {[number, number][]} spans marked spans in UTF-16 offsets, sorted, not overlapping
 * @returns {{text: string, mark: boolean}[]} their texts joined are `text.slice(start, end)`
 */
export function segments(text, start, end, spans) {
  const found = [];
  let at = start;
  const add = (border, mark) => {
    const to = Math.min(border, end);
    if (to <= at) return;
    found.push({ text: text.slice(at, to), mark });
    at = to;
  };
  for (const [from, to] of spans) {
    add(from, false);
    add(to, true);
  }
  add(end, false);
  return found;
}
