/**
 * The service's calls. Each request carries no cookie and no referrer, has a time-out and can be aborted; a question is
 * sent a second time when the network or a proxy failed. Knows no DOM.
 */

import { FILTERS } from "./attributes.js";
import { Abort, cancel, later, parsedJson, textOf, toJson } from "./natives.js";

const STATUSES = ["answered", "weak", "unanswered"];
const PASSING = [502, 503, 504];

/** Why a call brought nothing. `code`: aborted, timeout, network, http, format; `detail`: the service's own sentence or "". */
export class ApiError extends Error {
  /**
   * @param {"aborted" | "timeout" | "network" | "http" | "format"} code
   * @param {string} [detail]
   * @param {number} [status] the HTTP status, 0 where there was none
   */
  constructor(code, detail = "", status = 0) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.status = status;
  }
}

/**
 * @typedef {object} Options
 * @property {typeof fetch} fetch
 * @property {number} timeout milliseconds for one attempt
 * @property {number} retryDelay milliseconds before the second attempt
 */

/**
 * Return the calls of a service.
 * @param {Options} options read anew for each call
 * @param {() => string} endpoint the service's base URL, ending in "/"; asked anew for each call
 */
export function createClient(options, endpoint) {
  const send = (path, init, signal) => attempt(options, endpoint() + path, init, signal);
  const post = (path, body, signal) =>
    send(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: toJson(body) }, signal);
  return {
    /** Ask; resolves to the answer, with the id of its log `entry` where it has one; rejects with ApiError. */
    async ask(request, signal) {
      let answer;
      try {
        answer = await post("api/chat", request, signal);
      } catch (error) {
        // perhaps the service takes fewer earlier questions
        if (error.status === 400 && request.history?.length) return this.ask({ ...request, history: [] }, signal);
        if (error.code !== "network" && PASSING.indexOf(error.status) < 0) throw error;
        await new Promise((waited) => later(waited, options.retryDelay));
        answer = await post("api/chat", request, signal);
      }
      if (STATUSES.indexOf(answer?.status) < 0) throw new ApiError("format");
      return answer;
    },
    /** Return FAQ questions like `typed`, of the articles that `filters` name; rejects with ApiError. */
    suggest(typed, filters, signal) {
      let path = `api/suggest?q=${encodeURIComponent(typed)}`;
      for (const name of FILTERS) for (const value of filters[name]) path += `&${name}=${encodeURIComponent(value)}`;
      return send(path, {}, signal);
    },
    /** Send a reader's verdict; rejects with ApiError. */
    feedback: (verdict) => post("api/feedback", verdict),
    /** Erase the log entry of a question; rejects with ApiError. */
    erase: (entry) => send(`api/log/${encodeURIComponent(entry)}`, { method: "DELETE" }),
  };
}

/**
 * Return the JSON at an address, given up after `timeout` milliseconds; rejects with ApiError. Like this file itself, and
 * unlike the calls, it does not pass through what a page put in the place of `fetch`.
 */
export const get = (url, timeout) => attempt({ fetch: (...call) => globalThis.fetch(...call), timeout }, url);

async function attempt(options, url, init, signal) {
  if (signal?.aborted) throw new ApiError("aborted");
  const own = new Abort();
  let late = false;
  const stop = () => own.abort();
  const timer = later(() => {
    late = true;
    stop();
  }, options.timeout);
  signal?.addEventListener("abort", stop);
  try {
    const settings = { credentials: "omit", referrerPolicy: "no-referrer", signal: own.signal, ...init };
    return await readReply(await options.fetch(url, settings));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(late ? "timeout" : signal?.aborted ? "aborted" : "network");
  } finally {
    cancel(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** Return the JSON body; a failure's `detail` is shown only where the service said it is a problem document. */
async function readReply(response) {
  const { headers, ok, status } = response;
  if (status === 204) return null;
  const isJson = textOf(headers.get("Content-Type")).indexOf("json") >= 0;
  const body = parsedJson(isJson ? await response.text() : ""); // a connection that breaks here is a network failure
  if (body === undefined && (isJson || ok)) throw new ApiError("format", "", status);
  if (!ok) throw new ApiError("http", textOf(body?.detail), status);
  const entry = headers.get("Question-Log-Entry");
  return entry ? { ...body, entry } : body;
}
