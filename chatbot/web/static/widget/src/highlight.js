/** Shows a quoted sentence on the page that is open: finds it, scrolls to it, marks it without changing the page's DOM. */

import { locate } from "./locate.js";
import { targetOf } from "./links.js";

const NAME = "article-chat";
const MARK = `::highlight(${NAME}){background-color:#ffe08a;color:#1b1b1b}`;
const FOLDED = "details,[hidden=until-found]"; // what has no place on the page until it is opened
let styled = false;

/**
 * Scroll to the place that `href` names on this page and mark `sentence` there.
 * @param {string} href
 * @param {string} sentence
 * @returns {Range | Element | null} what was scrolled to; null where this page shows neither the sentence nor the anchor
 */
export function showInPage(href, sentence) {
  const { anchor, text } = targetOf(href);
  const heading = document.getElementById(anchor);
  const range = rangeOf(sentence, heading) ?? rangeOf(text, heading);
  const within = range?.startContainer.parentElement;
  for (let outer = within ?? heading; outer; outer = outer.parentElement) unfold(outer);
  if (range && isSeen(range)) {
    moveTo(within);
    mark(range);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) scrollBy(0, top - innerHeight / 3);
    return range;
  }
  if (!heading || !isSeen(heading)) return null;
  moveTo(heading);
  return heading;
}

/** Whether a range or an element has a place on the page as it is shown. */
const isSeen = (one) => one.getClientRects().length > 0;

function unfold(element) {
  if (element.tagName === "DETAILS") element.open = true;
  if (element.hidden !== "until-found") return;
  element.dispatchEvent(new Event("beforematch", { bubbles: true })); // what a browser's own search tells the page
  element.hidden = false;
}

/** Return the range of `sentence` behind `heading`, else its first one that is shown or can be unfolded, else null. */
function rangeOf(sentence, heading) {
  const nodes = [];
  const texts = [];
  const range = new Range();
  let from = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (heading && node.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING) from = nodes.length + 1;
    range.selectNodeContents(node);
    if (!isSeen(range) && !node.parentElement.closest(FOLDED)) continue;
    nodes.push(node);
    texts.push(node.data);
  }
  const found = locate(texts, sentence, from);
  if (!found) return null;
  range.setStart(nodes[found.start.node], found.start.offset);
  range.setEnd(nodes[found.end.node], found.end.offset);
  return range;
}

function mark(range) {
  if (!globalThis.Highlight) return; // scrolled to, not marked: browsers before the CSS Custom Highlight API
  if (!styled) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(MARK);
    document.adoptedStyleSheets.push(sheet);
    styled = true;
  }
  CSS.highlights.set(NAME, new Highlight(range));
}

/** Take the eyes, the keyboard and a screen reader to an element; the attribute this needs goes when the reader goes on. */
function moveTo(element) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) {
    element.tabIndex = -1;
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}
