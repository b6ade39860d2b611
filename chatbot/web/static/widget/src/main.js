/** The one file a page loads: defines the element, and places one where the script tag carries data- attributes. */

import { ATTRIBUTES } from "./attributes.js";
import { append } from "./dom.js";
import { ArticleChat } from "./element.js";

const TAG = "article-chat";
const LAUNCHED = "bottom-right";

if (!customElements.get(TAG)) customElements.define(TAG, ArticleChat);

for (const script of document.scripts) {
  if (script.src !== import.meta.url) continue;
  const wanted = {};
  for (const name of Reflect.ownKeys(ATTRIBUTES)) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) wanted[name] = value;
  }
  if (!Reflect.ownKeys(wanted).length) continue;
  const chat = document.createElement(TAG);
  chat.setAttribute("position", LAUNCHED);
  for (const name of Reflect.ownKeys(wanted)) chat.setAttribute(name, wanted[name]);
  append(document.body, [chat]);
}
