/**
 * The one file a page loads: defines the element, and places one where the script tag carries data- attributes. It stands
 * on the page's body as soon as there is one, and on the next where a page exchanges its body or all that is in it.
 */

import { ATTRIBUTES } from "./attributes.js";
import { attribute, h } from "./dom.js";
import { ArticleChat } from "./element.js";

const TAG = "article-chat";
const HERE = import.meta.url;

if (!customElements.get(TAG)) customElements.define(TAG, ArticleChat);

/** Elements by their corner: a tag that stands on the page twice makes one button. */
const launched = new Map();
const fileOf = (url) => url.split("/").pop();

/** Place an element for each script tag with data- attributes whose address is this file's, as `part` of it goes. */
function launch(part) {
  let found = false;
  for (const script of document.scripts) {
    if (script.type !== "module" || part(script.src) !== part(HERE)) continue;
    found = true;
    const chat = h(TAG, { position: "bottom-right" });
    for (const name of Reflect.ownKeys(ATTRIBUTES)) {
      const value = script.getAttribute(`data-${name}`);
      if (value === null) continue;
      attribute(chat, name, value);
      launched.set(chat.getAttribute("position"), chat);
    }
  }
  return found;
}

/** Put back what is not on the page, unless it alone was taken away: that was meant, and holds. */
function place(changes) {
  const { body, documentElement } = document;
  const [change, more] = changes;
  const [gone, other] = change?.removedNodes ?? [];
  for (const [corner, chat] of launched) {
    if (chat.isConnected) continue;
    if (gone === chat && !other && !more) launched.delete(corner);
    else body?.appendChild(chat);
  }
  for (const parent of [documentElement, body]) if (parent) watch.observe(parent, { childList: true });
}

launch((url) => url) || launch(fileOf); // an address that the server redirects is not the one that the file came from
const watch = new MutationObserver(place);
if (launched.size) place([]);
