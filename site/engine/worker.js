/**
 * The worker: starts Python, then answers one request at a time. JSON text in,
 * JSON text out (see contract.d.ts).
 *
 * Anything thrown while answering is left uncaught on purpose. Python reports
 * bad input and its own bugs as replies; what gets past it (a stack overflow in
 * wasm, memory running out) leaves an interpreter that nobody should trust. The
 * page sees the worker's `error` event and starts a fresh one.
 */
import { boot } from "./boot.js";

/** @import { FromWorker, LoadStatus, ToWorker } from "./contract" */

/** @type {((request: string) => string) | null} */
let handle = null;
/** @type {LoadStatus} */
let status = { stage: "runtime", loaded: 0, total: 0, message: "" };

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ event) => {
  const { id, request } = event.data;
  if (!handle) throw new Error("A request came before the engine was ready.");
  const reply = answer(handle, withClock(request));
  post({ kind: "reply", id, reply });
});

boot(tell).then(
  (python) => {
    handle = python;
    tell({ ...status, stage: "ready", message: "Ready." });
  },
  (/** @type {unknown} */ error) => {
    console.warn(error); // with its cause, for whoever opens the console
    const message = error instanceof Error ? error.message : String(error);
    tell({ ...status, stage: "failed", message });
  },
);

/**
 * Where questions will be answered: if a reply holds `questions` (key operations
 * that this Python cannot do), answer them with WebCrypto here and call `python`
 * again with the `answers`. No reply holds any yet.
 * @param {(request: string) => string} python
 * @param {string} request
 */
function answer(python, request) {
  return python(request);
}

/**
 * Python has no clock (the same request always has the same reply), so an
 * `inspect` that names no time is given the present one, in seconds.
 * Only the envelope is re-encoded: header, payload, token and key are strings in
 * it, and JSON keeps strings exactly, lone surrogates included.
 * @param {string} request
 */
function withClock(request) {
  const envelope = JSON.parse(request);
  if (envelope?.op !== "inspect" || (envelope.params?.now ?? null) !== null) return request;
  return JSON.stringify({ ...envelope, params: { ...envelope.params, now: Date.now() / 1000 } });
}

/** @param {LoadStatus} next */
function tell(next) {
  const silent = next.stage === status.stage && next.loaded - status.loaded < next.total / 200;
  if (silent && next.loaded !== next.total) return; // at most some 200 messages
  status = next;
  post({ kind: "status", status });
}

/** @param {FromWorker} message */
function post(message) {
  self.postMessage(message);
}
