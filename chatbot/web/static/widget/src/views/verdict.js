/** Thumbs up and down for one quote; down asks for the reason. What is sent holds ids and the verdict, never the question. */

import { button, fill, h, iconButton } from "../dom.js";
import { ownKeys } from "../natives.js";

/**
 * @param {{answer_id: string, source_id?: string}} subject
 * @param {typeof import("../i18n/en.json")} texts
 * @param {(body: object) => Promise<unknown>} send
 */
export function verdict(subject, texts, send) {
  const more = h("div", { class: "reasons" });
  const result = h("span", { role: "status" });
  const post = async (body) => {
    fill(result);
    try {
      await send({ ...subject, ...body });
      fill(result, texts.thanks);
    } catch {
      fill(result, texts.feedbackFailed);
    }
  };
  const press = (helpful) => {
    h(up, { "aria-pressed": String(helpful) });
    h(down, { "aria-pressed": String(!helpful) });
    fill(result);
    fill(more, !helpful && reasons());
    if (helpful) post({ helpful });
    else more.querySelector("button").focus();
  };
  const reasons = () => {
    const buttons = [];
    for (const reason of ownKeys(texts.reasons)) {
      const click = () => {
        fill(more);
        down.focus();
        post({ helpful: false, reason });
      };
      buttons.push(button(texts.reasons[reason], click));
    }
    return h("div", { role: "group", "aria-label": texts.why }, h("p", { "aria-hidden": "true" }, texts.why), buttons);
  };
  const up = iconButton("up", texts.helpful, () => press(true), { "aria-pressed": "false" });
  const down = iconButton("down", texts.unhelpful, () => press(false), { "aria-pressed": "false" });
  return [h("span", { class: "thumbs" }, up, down), result, more];
}
