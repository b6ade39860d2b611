/** One turn of the conversation: the question, then its state: pending, quotes, "may answer", "not in the articles", error. */

import { append, button, fill, h, iconButton, link, unseen } from "../dom.js";
import { say } from "../i18n/index.js";
import { safeHref } from "../links.js";
import { listOf, textOf } from "../natives.js";
import { quoteView } from "./quote.js";

/**
 * @param {import("../conversation.js").Turn} turn
 * @param {import("./quote.js").Surroundings} around
 */
export function turnView(turn, around) {
  const { texts } = around;
  const view = h("article", { class: `turn ${turn.state}`, "aria-busy": String(turn.state === "pending") });
  const asked = h("h3", { class: "asked", dir: "auto" }, unseen(`${texts.you}: `), turn.question);
  append(view, [asked, stateView(turn, around)]);
  return view;
}

function stateView(turn, around) {
  const { texts } = around;
  const retry = button(texts.retry, () => around.askAgain(turn, turn.history));
  if (turn.state === "pending") return h("p", { class: "waiting" }, texts.pending);
  if (turn.state === "stopped") return h("p", { class: "note" }, texts.stopped, " ", retry);
  if (turn.state === "error") return h("p", { class: "note failure", dir: "auto" }, errorText(turn.error, around), " ", retry);
  return answerView(turn, around);
}

/**
 * Return what tells a reader what went wrong: the service's own sentence where it sent one; where the interface is not
 * English, as that is, behind one of the interface's.
 * @param {{code: string, detail: string}} error
 * @param {import("../i18n/index.js").Language} language
 */
export function errorText({ code, detail }, { texts, locale }) {
  const own = texts.errors[code] || texts.errors.http;
  return locale === "en" ? detail || own : `${own} ${detail}`;
}

function answerView(turn, around) {
  const { answer } = turn;
  const quotes = listOf(answer.quotes);
  const weak = turn.state === "weak";
  const none = turn.state === "unanswered";
  const views = [];
  let number = 0;
  let part = "";
  for (const quote of none ? [] : quotes) {
    number += 1;
    const asked = textOf(quote.asked);
    if (asked !== part) views.push(h("h4", { dir: "auto" }, asked));
    part = asked;
    const place = { number, total: quotes.length, weak, answerId: answer.answer_id, reviews: answer.reviews };
    views.push(quoteView(quote, place, around));
  }
  return [
    noticeView(answer.notice, around.endpoint),
    answer.followed && followedChip(turn, around),
    (weak || none || listOf(answer.corrected).length > 0) && h("p", { class: "note" }, answer.message),
    views,
    footerView(answer.footer),
    relatedView(answer, around),
    notedView(answer, around),
  ];
}

/** Says that the question was noted down, where it was, and lets whoever asked it erase it; then, that it was erased. */
function notedView(answer, { texts, erase }) {
  const entry = textOf(answer.entry);
  if (!entry) return answer.erased && h("p", { class: "noted" }, texts.erased);
  const said = h("span", { role: "status" }, texts.noted);
  const click = async () => {
    try {
      await erase(entry);
    } catch {
      fill(said, texts.eraseFailed);
    }
  };
  return h("p", { class: "noted" }, said, " ", button(texts.erase, click));
}

/** What stands above the quotes for a reader who may be in danger: words, helplines, and where it is explained. */
function noticeView(notice, endpoint) {
  if (!notice) return null;
  const linked = (address, text) => {
    const href = safeHref(address, endpoint);
    return href ? link(href, text) : text;
  };
  const [first, ...rest] = textOf(notice.text).split("\n");
  const lines = [];
  for (const line of listOf(notice.helplines)) {
    const where = `${textOf(line?.where)} – ${textOf(line?.how)}`;
    const number = textOf(line?.number);
    const href = `tel:${number.split(" ").join("")}`;
    lines.push(h("li", {}, h("strong", {}, h("a", { href }, number)), " ", linked(line?.url, line?.name), h("p", {}, where)));
  }
  const said = [];
  for (const text of rest) said.push(h("p", {}, text));
  return h("aside", { class: "notice", dir: "auto", lang: notice.language }, [
    h("h4", {}, notice.title),
    h("p", {}, first),
    h("ul", { class: "plain" }, lines),
    said,
    h("p", {}, linked(notice.link, notice.more)),
  ]);
}

/** The quiet line below the quotes of a question about suicide, self-harm, violence or abuse. */
function footerView(footer) {
  if (!footer) return null;
  const lines = [];
  for (const line of listOf(footer.helplines)) {
    lines.push(`${textOf(line?.name)} (${textOf(line?.where)}): ${textOf(line?.number)}`);
  }
  const said = `${textOf(footer.text)} ${lines.join("; ")}`;
  return h("p", { class: "quiet", dir: "auto", lang: footer.language }, said);
}

function followedChip(turn, around) {
  const { texts } = around;
  const remove = iconButton("close", texts.unfollow, () => around.askAgain(turn, []));
  return h("p", { class: "chip" }, h("span", {}, say(texts.following, textOf(turn.answer.followed))), remove);
}

function relatedView(answer, around) {
  const questions = [];
  const articles = [];
  for (const found of listOf(answer.related)) {
    const words = textOf(found.text);
    const href = safeHref(found.link, around.endpoint);
    if (found.kind === "question") {
      questions.push(h("li", {}, button(words, () => around.ask(words), { dir: "auto" })));
    } else {
      articles.push(h("li", { dir: "auto" }, href ? link(href, words, unseen(` ${around.texts.newTab}`)) : words));
    }
  }
  const part = (title, items) => items.length > 0 && [h("h4", {}, title), h("ul", { class: "plain" }, items)];
  return [part(around.texts.closest, articles), part(around.texts.related, questions)];
}
