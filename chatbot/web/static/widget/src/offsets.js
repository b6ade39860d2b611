/** The service counts Unicode code points, the browser's strings count UTF-16 units. This module converts, nothing else. */

/**
 * Return a function that converts a code-point offset of `text` into a UTF-16 offset. Offsets outside the text are moved to
 * its nearest end. Texts without characters beyond U+FFFF convert at no cost.
 * @param {string} text
 * @returns {(offset: number) => number}
 */
export function utf16Offsets(text) {
  const starts = [];
  let unit = 0;
  for (const point of text) {
    starts.push(unit);
    unit += point.length;
  }
  starts.push(unit);
  const last = starts.length - 1;
  return (offset) => starts[Math.min(Math.max(Math.trunc(Number(offset)) || 0, 0), last)];
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
  const add = (to, mark) => {
    if (to > at) found.push({ text: text.slice(at, to), mark });
    at = Math.max(at, to);
  };
  for (const [from, to] of spans) {
    add(Math.min(from, end), false);
    add(Math.min(to, end), from < end);
  }
  add(end, false);
  return found;
}
