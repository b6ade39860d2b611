import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { createClient } from "../../chatbot/web/static/widget/src/api.js";

/** A real server on loopback that answers as `reply` says; the transport under test is node's own fetch. */
let reply = () => {};
const seen = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    reply(response, seen.length);
  });
});
before(() => new Promise((ready) => server.listen(0, "127.0.0.1", ready)));
after(() => {
  server.closeAllConnections();
  server.close();
});

const json = (status, body, type = "application/json") => (response) => {
  response.writeHead(status, { "Content-Type": type });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
};

function client(timeout = 2000) {
  seen.length = 0;
  const options = { fetch: (...call) => fetch(...call), timeout, retryDelay: 10 };
  return createClient(options, () => `http://127.0.0.1:${server.address().port}/`);
}

const ALL = { category: [], language: [], article: [] }; // filters that limit nothing
const failure = (code, detail = "", status = 0) => ({ code, detail, status });

test("A question is posted as JSON without cookie and referrer, the answer comes back", async () => {
  reply = json(200, { status: "answered", quotes: [] });
  const answer = await client().ask({ question: "Why?", history: [], filters: undefined });
  assert.equal(answer.status, "answered");
  assert.deepEqual([seen[0].method, seen[0].url, seen[0].body], ["POST", "/api/chat", '{"question":"Why?","history":[]}']);
  assert.deepEqual([seen[0].headers.cookie, seen[0].headers.referer], [undefined, undefined]);
});

test("An answer that was logged brings the id of its entry, which erases it", async () => {
  reply = (response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Question-Log-Entry": "0f".repeat(16) });
    response.end(JSON.stringify({ status: "answered", quotes: [] }));
  };
  assert.equal((await client().ask({ question: "Why?" })).entry, "0f".repeat(16));
  reply = (response) => response.writeHead(204).end();
  await client().erase("0f".repeat(16));
  assert.deepEqual([seen[0].method, seen[0].url], ["DELETE", `/api/log/${"0f".repeat(16)}`]);
});

test("A problem document is an error with the service's own sentence, and is not asked again", async () => {
  reply = json(400, { detail: "question: empty; type one" }, "application/problem+json");
  await assert.rejects(client().ask({}), failure("http", "question: empty; type one", 400));
  assert.equal(seen.length, 1);
});

test("An error page of a proxy is not shown", async () => {
  reply = json(404, "<h1>nginx</h1>", "text/html");
  await assert.rejects(client().ask({}), failure("http", "", 404));
});

test("A 503 is asked a second time, and no third", async () => {
  reply = (response, n) => json(n === 1 ? 503 : 200, n === 1 ? "busy" : { status: "weak" }, n === 1 ? "text/plain" : undefined)(response);
  assert.equal((await client().ask({})).status, "weak");
  reply = json(503, { detail: "no index yet" }, "application/problem+json");
  await assert.rejects(client().ask({}), failure("http", "no index yet", 503));
  assert.equal(seen.length, 2);
});

test("A connection that breaks, before or inside the answer, is asked a second time", async () => {
  reply = (response, n) => (n === 1 ? response.destroy() : json(200, { status: "answered" })(response));
  assert.equal((await client().ask({})).status, "answered");
  reply = (response, n) => {
    if (n > 1) return json(200, { status: "answered" })(response);
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "500" });
    response.write('{"status": "answ');
    return setTimeout(() => response.destroy(), 10);
  };
  assert.equal((await client().ask({})).status, "answered");
  reply = (response) => response.destroy();
  await assert.rejects(client().ask({}), failure("network"));
});

test("What takes too long is given up, headers or body, and not asked again", async () => {
  reply = () => {};
  await assert.rejects(client(60).ask({}), failure("timeout"));
  reply = (response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.write("{");
  };
  await assert.rejects(client(60).ask({}), failure("timeout"));
  assert.equal(seen.length, 1);
});

test("An abort ends the call at once, before, while and between attempts", async () => {
  reply = () => {};
  const own = new AbortController();
  const pending = client().ask({}, own.signal);
  setTimeout(() => own.abort(), 20);
  await assert.rejects(pending, failure("aborted"));
  await assert.rejects(client().ask({}, own.signal), failure("aborted"));
  assert.equal(seen.length, 0);
  const third = new AbortController();
  reply = (response) => {
    response.destroy();
    setTimeout(() => third.abort(), 2);
  };
  await assert.rejects(client().ask({}, third.signal), failure("aborted"));
  assert.equal(seen.length, 1);
});

test("Answers that are no answers are refused as such", async () => {
  for (const body of ["{", "[]", "null", '{"status": "great"}']) {
    reply = json(200, body);
    await assert.rejects(client().ask({}), (error) => error.code === "format", body);
  }
  reply = json(200, "<p>hello</p>", "text/html");
  await assert.rejects(client().ask({}), failure("format", "", 200));
  reply = json(500, "{");
  await assert.rejects(client().ask({}), failure("format", "", 500));
});

test("Suggestions are a plain GET that needs no preflight", async () => {
  reply = json(200, { questions: ["What is it?"] });
  assert.deepEqual(await client().suggest("what & 슬픔", ALL), { questions: ["What is it?"] });
  assert.equal(seen[0].url, "/api/suggest?q=what%20%26%20%EC%8A%AC%ED%94%94");
  assert.equal(seen[0].headers["content-type"], undefined);
});

test("Suggestions come from the articles that the filters name", async () => {
  reply = json(200, { questions: [] });
  await client().suggest("what", { ...ALL, article: ["a&b", "c"], category: ["Grief"] });
  assert.equal(seen[0].url, "/api/suggest?q=what&category=Grief&article=a%26b&article=c");
});

test("A service that takes fewer earlier questions is asked again without them", async () => {
  reply = (response, n) => json(n === 1 ? 400 : 200, n === 1 ? { field: "history" } : { status: "weak" })(response);
  await client().ask({ question: "and now?", history: ["one", "two", "three"] });
  assert.deepEqual(seen.map(({ body }) => JSON.parse(body).history.length), [3, 0]);
});

test("Feedback is posted, and an empty 204 is success", async () => {
  reply = (response) => response.writeHead(204).end();
  assert.equal(await client().feedback({ answer_id: "x", helpful: true }), null);
  assert.equal(seen[0].body, '{"answer_id":"x","helpful":true}');
});
