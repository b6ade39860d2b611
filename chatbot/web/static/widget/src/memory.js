/** What a site keeps that turned `remember` on: the conversation, in this tab's sessionStorage, gone when the tab closes. */

import { EMPTY, kept, restored } from "./conversation.js";
import { toJson } from "./natives.js";

const keyOf = (endpoint) => `article-chat ${endpoint}`;

/**
 * Keep the conversation; a browser that forbids storage keeps nothing, and that is all right.
 * @param {string} endpoint
 * @param {import("./conversation.js").Conversation} conversation
 */
export function remember(endpoint, conversation) {
  try {
    sessionStorage.setItem(keyOf(endpoint), toJson(kept(conversation)));
  } catch {
    // full or forbidden: the conversation lasts as long as the page
  }
}

/**
 * Return what `remember` kept, an empty conversation where that is nothing.
 * @param {string} endpoint
 */
export function recall(endpoint) {
  try {
    return restored(JSON.parse(sessionStorage.getItem(keyOf(endpoint))));
  } catch {
    return EMPTY;
  }
}
