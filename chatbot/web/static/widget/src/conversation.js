/**
 * The conversation as a value: turns, each in one of the states
 *
 *     pending -> answered | weak | unanswered | error | stopped
 *     error, stopped -> (asked again: a new turn takes its place)
 *
 * Every function returns a new state and leaves the turns it does not concern as they are, the same objects. A reply to a
 * turn that is no longer pending changes nothing: it is stale. Knows neither DOM nor network.
 */

import { isArray, listOf } from "./natives.js";

/**
 * @typedef {object} Turn
 * @property {number} id
 * @property {string} question
 * @property {string[]} history the earlier questions that were sent along
 * @property {"pending" | "answered" | "weak" | "unanswered" | "error" | "stopped"} state
 * @property {any} answer the service's answer, or null
 * @property {{code: string, detail: string} | null} error
 *
 * @typedef {{turns: readonly Turn[], next: number}} Conversation
 */

/** The most earlier questions that are sent with a new one. */
export const MAX_HISTORY = 5;

/** @type {Conversation} */
export const EMPTY = { turns: [], next: 1 };

/**
 * Add a pending turn; one that is pending already is stopped.
 * @param {Conversation} conversation
 * @param {string} question
 * @param {string[]} history
 * @returns {Conversation}
 */
export function asked(conversation, question, history) {
  const turn = { id: conversation.next, question, history, state: "pending", answer: null, error: null };
  const { turns } = each(conversation, (old) => (old.state === "pending" ? { ...old, state: "stopped" } : old));
  return { turns: [...turns, turn], next: turn.id + 1 };
}

/**
 * Record what the service answered to turn `id`.
 * @param {Conversation} conversation
 * @param {number} id
 * @param {any} answer
 * @returns {Conversation}
 */
export const answered = (conversation, id, answer) => changed(conversation, id, { state: answer.status, answer });

/**
 * Record why turn `id` brought no answer.
 * @param {Conversation} conversation
 * @param {number} id
 * @param {{code: string, detail: string}} error
 * @returns {Conversation}
 */
export const failed = (conversation, id, error) => changed(conversation, id, { state: "error", error });

/**
 * Record that the log entry of a question was erased.
 * @param {Conversation} conversation
 * @param {string} entry
 * @returns {Conversation}
 */
export const erased = (conversation, entry) =>
  each(conversation, (turn) => {
    const { answer } = turn;
    return answer?.entry === entry ? { ...turn, answer: { ...answer, entry: "", erased: true } } : turn;
  });

const changed = (conversation, id, change) =>
  each(conversation, (turn) => (turn.id === id && turn.state === "pending" ? { ...turn, ...change } : turn));

/** Return the conversation with what `change` makes of each turn; those it makes nothing of are left out. */
function each(conversation, change) {
  const turns = [];
  for (const old of conversation.turns) {
    const turn = change(old);
    if (turn) turns.push(turn);
  }
  return { ...conversation, turns };
}

/**
 * Take turn `id` out, to ask its question again.
 * @param {Conversation} conversation
 * @param {number} id
 * @returns {Conversation}
 */
export const without = (conversation, id) => each(conversation, (turn) => turn.id !== id && turn);

/**
 * Return the earlier questions a new one may lean on, oldest first: those that were answered or looked up, since the last
 * question that was asked on its own.
 * @param {Conversation} conversation
 * @returns {string[]}
 */
export function historyOf(conversation) {
  let questions = [];
  for (const turn of conversation.turns) {
    if (!turn.answer) continue;
    if (!turn.history.length) questions = [];
    questions.push(turn.question);
  }
  return questions.slice(-MAX_HISTORY);
}

/**
 * Count the quotes of an answer and the articles they come from, for the one announcement it gets.
 * @param {any} answer
 * @returns {{quotes: number, articles: number}}
 */
export function counts(answer) {
  const articles = new Set();
  const quotes = listOf(answer.quotes);
  for (const quote of quotes) articles.add(quote.article?.id);
  return { quotes: quotes.length, articles: articles.size };
}

/**
 * Return what a site that turned `remember` on keeps: finished turns only.
 * @param {Conversation} conversation
 */
export function kept(conversation) {
  const turns = [];
  for (const { question, history, answer } of conversation.turns) if (answer) turns.push({ question, history, answer });
  return turns;
}

/**
 * Return the conversation that `kept` made; anything malformed is left out.
 * @param {unknown} saved
 * @returns {Conversation}
 */
export function restored(saved) {
  let conversation = EMPTY;
  for (const turn of listOf(saved)) {
    if (typeof turn?.question !== "string" || !isArray(turn.history) || !turn.answer?.status) continue;
    const id = conversation.next;
    conversation = answered(asked(conversation, turn.question, turn.history), id, turn.answer);
  }
  return conversation;
}
