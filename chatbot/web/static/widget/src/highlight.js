/** Shows a quoted sentence on the page that is open: finds it, scrolls to it, marks it without changing the page's DOM. */

import { locate } from "./locate.js";
import { targetOf } from "./links.js";

const NAME = "article-chat";
const MARK = `::highlight(${NAME}) { background-color: #ffe08a; color: #1b1b1b; }`;
const UNSEEN = ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA", "ARTICLE-CHAT"];
let styled = false;

/**
 * Scroll to the place that `href` names on this page and mark `sentence` there.
 * @param {string} href
 * @param {string} sentence
 * @returns {boolean} false where this page holds neither the sentence nor the anchor
 */
export function showInPage(href, sentence) {
  const { anchor, text } = targetOf(href);
  const heading = anchor ? document.getElementById(anchor) : null;
  const range = rangeOf(sentence, heading) ?? (text ? rangeOf(text, heading) : null);
  if (!range && !heading) return false;
  const element = range ? range.startContainer.parentElement : heading;
  for (let outer = element; outer; outer = outer.parentElement) if (outer.tagName === "DETAILS") outer.open = true;
  element.scrollIntoView({ block: "center" });
  if (range) {
    mark(range);
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) scrollBy(0, box.top - innerHeight / 3);
  }
  moveFocus(element);
  return true;
}

/** Return the range of `sentence` behind `heading`, else its first one on the page, else null. */
function rangeOf(sentence, heading) {
  const nodes = [];
  const texts = [];
  let from = 0;
  const accept = (node) => (UNSEEN.indexOf(node.nodeName) < 0 ? (node.nodeType === 3 ? 1 : 3) : 2); // accept, skip, reject
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (heading && node.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING) from = nodes.length + 1;
    nodes.push(node);
    texts.push(node.data);
  }
  const found = locate(texts, sentence, from);
  if (!found) return null;
  const range = new Range();
  range.setStart(nodes[found.start.node], found.start.offset);
  range.setEnd(nodes[found.end.node], found.end.offset);
  return range;
}

function mark(range) {
  if (!globalThis.Highlight) return; // scrolled to, not marked: browsers before the CSS Custom Highlight API
  if (!styled) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(MARK);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    styled = true;
  }
  CSS.highlights.set(NAME, new Highlight(range));
}

/** Take keyboard and screen reader to the place; the attribute this needs goes when the reader goes on. */
function moveFocus(element) {
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}
