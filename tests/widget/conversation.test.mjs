import assert from "node:assert/strict";
import { test } from "node:test";
import * as talk from "../../chatbot/web/static/widget/src/conversation.js";

const ANSWER = { status: "answered", quotes: [{ article: { id: "a" } }, { article: { id: "a" } }, { article: { id: "b" } }] };
const states = (conversation) => conversation.turns.map((turn) => turn.state);

test("A question is pending until its answer comes, then has the answer's status", () => {
  for (const status of ["answered", "weak", "unanswered"]) {
    const pending = talk.asked(talk.EMPTY, "Why?", []);
    assert.deepEqual(states(pending), ["pending"]);
    assert.deepEqual(states(talk.answered(pending, 1, { status })), [status]);
  }
});

test("A new question stops the pending one, and the late answer to that is dropped", () => {
  const two = talk.asked(talk.asked(talk.EMPTY, "One?", []), "Two?", []);
  assert.deepEqual(states(two), ["stopped", "pending"]);
  assert.deepEqual(talk.answered(two, 1, ANSWER), two);
  assert.deepEqual(talk.failed(two, 1, { code: "network", detail: "" }), two);
});

test("An answer after the conversation was cleared changes nothing", () => {
  assert.deepEqual(talk.answered(talk.EMPTY, 1, ANSWER), talk.EMPTY);
});

test("Turns a change does not concern stay the same objects", () => {
  const one = talk.answered(talk.asked(talk.EMPTY, "One?", []), 1, ANSWER);
  const two = talk.failed(talk.asked(one, "Two?", ["One?"]), 2, { code: "timeout", detail: "" });
  assert.equal(two.turns[0], one.turns[0]);
  assert.equal(two.turns[1].error.code, "timeout");
});

test("The history holds what was looked up, not what failed, and no more than five questions", () => {
  let conversation = talk.EMPTY;
  for (let n = 1; n <= 7; n++) {
    conversation = talk.asked(conversation, `Q${n}`, talk.historyOf(conversation));
    conversation = n === 6 ? talk.failed(conversation, n, { code: "http", detail: "" }) : talk.answered(conversation, n, ANSWER);
  }
  assert.deepEqual(talk.historyOf(conversation), ["Q2", "Q3", "Q4", "Q5", "Q7"]);
});

test("A question asked without the earlier ones begins a new history", () => {
  let conversation = talk.answered(talk.asked(talk.EMPTY, "One?", []), 1, ANSWER);
  conversation = talk.answered(talk.asked(conversation, "And two?", ["One?"]), 2, ANSWER);
  conversation = talk.without(conversation, 2);
  conversation = talk.answered(talk.asked(conversation, "And two?", []), 3, ANSWER);
  assert.deepEqual(talk.historyOf(conversation), ["And two?"]);
});

test("What was erased stays erased in what is kept, and only that", () => {
  let conversation = talk.answered(talk.asked(talk.EMPTY, "One?", []), 1, { ...ANSWER, entry: "a" });
  conversation = talk.answered(talk.asked(conversation, "Two?", []), 2, { ...ANSWER, entry: "b" });
  const [one, two] = talk.restored(talk.kept(talk.erased(conversation, "a"))).turns;
  assert.deepEqual([one.answer.entry, one.answer.erased], ["", true]);
  assert.deepEqual([two.answer.entry, two.answer.erased], ["b", undefined]);
});

test("Quotes and their different articles are counted", () => {
  assert.deepEqual(talk.counts(ANSWER), { quotes: 3, articles: 2 });
  assert.deepEqual(talk.counts({ quotes: [] }), { quotes: 0, articles: 0 });
});

test("What is kept holds finished turns only and comes back the same", () => {
  let conversation = talk.answered(talk.asked(talk.EMPTY, "One?", []), 1, ANSWER);
  conversation = talk.asked(conversation, "Two?", ["One?"]);
  const back = talk.restored(JSON.parse(JSON.stringify(talk.kept(conversation))));
  assert.deepEqual(back.turns, [conversation.turns[0]]);
  assert.equal(back.next, 2);
});

test("Malformed storage is left out", () => {
  for (const saved of [null, 7, {}, [null], [{ question: 1 }], [{ question: "q", history: "h", answer: ANSWER }]]) {
    assert.deepEqual(talk.restored(saved), talk.EMPTY);
  }
});
