/**
 * The one file a page loads: defines the element, and places one where the script tag carries data- attributes. It stands
 * on the page's body as soon as there is one, and on the next where a page exchanges its body or all that is in it.
 */

import { ATTRIBUTES } from "./attributes.js";
import { attribute, h, replace } from "./dom.js";
import { ArticleChat, HOME } from "./element.js";
import { ownKeys } from "./natives.js";

const TAG = "article-chat";

if (!customElements.get(TAG)) customElements.define(TAG, ArticleChat);

/** Elements by their corner: a tag that stands on the page twice makes one button. */
const launched = new Map();

// the address of a tag is this file's; or only its last part is, where the server redirects what is asked for
for (const part of [String, (url) => url.split("/").pop()]) {
  for (const script of launched.size ? [] : document.scripts) {
    if (script.type !== "module" || part(script.src) !== part(import.meta.url)) continue;
    const position = script.getAttribute("data-position") ?? "bottom-right";
    const chat = h(TAG, { position, endpoint: HOME }); // its class may be that of another service's file
    chat.position = position; // a copy of it has the attribute alone
    for (const name of ownKeys(ATTRIBUTES)) {
      const value = script.getAttribute(`data-${name}`);
      if (value === null) continue;
      attribute(chat, name, value);
      launched.set(position, chat);
    }
  }
}

/**
 * Put back what is not on the page, in the place of a copy where a page that was kept for the way back holds one; unless it
 * alone was taken away, and nothing came in its place: that was meant, and holds.
 */
function place(changes) {
  const { body, documentElement } = document;
  watch.observe(documentElement, { childList: true });
  if (!body) return;
  watch.observe(body, { childList: true });
  const [change, more] = changes;
  const [gone, other = change?.addedNodes[0]] = change?.removedNodes ?? [];
  for (const [position, chat] of launched) {
    const there = body.querySelector(`${TAG}[position="${position}"]`);
    if (there?.position) continue; // this one, or another file's of this kind: if both put back their own, it would never end
    if (there) replace(there, chat);
    else if (gone === chat && !other && !more) launched.delete(position);
    else body.appendChild(chat);
  }
}

const watch = new MutationObserver(place);
place([]);
