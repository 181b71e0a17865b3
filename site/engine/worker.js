/**
 * The worker: it starts Python, then answers one request at a time. Requests and replies are JSON
 * text (see contract.d.ts).
 *
 * Errors that are thrown while answering are not caught, on purpose. Python reports bad input and
 * its own bugs as replies. Any other error (a stack overflow in wasm, memory running out) leaves an
 * interpreter that nobody should trust. The page sees the worker's `error` event and starts a fresh
 * worker.
 */
import { boot } from "./boot.js";
import { createPythonCaller } from "./call-python.js";
import { connectEmbeddedFiles } from "./embedded-files.js";
import { READY } from "./progress-texts.js";
import { createPythonPackages } from "./python-packages.js";
import { createLoadProgress } from "./load-progress.js";
import { NEEDS_CRYPTOGRAPHY, warmUp } from "./warm-up.js";

/** @import { FromWorker, ToWorker } from "./contract" */

/** @type {((request: string) => Promise<string>) | null} */
let ask = null;
/** @type {import("./python-packages.js").PythonPackages | null} */
let packages = null;
const progress = createLoadProgress((status) => post({ kind: "status", status }));
/** The request at work and those behind it. Python handles the rounds of one request at a time. */
let line = Promise.resolve();
/** How long the present request has waited for encrypted keys, in milliseconds. */
let opening = 0;
let lastSign = 0;
const SIGN_EVERY = 1000;

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ event) => {
  if (BUILD.singleFile && event.data.kind === "files") return connectEmbeddedFiles(event.data.port);
  if (event.data.kind === "preload") return void preload();
  const { id, request } = /** @type {Extract<ToWorker, { kind: "call" }>} */ (event.data);
  line = line.then(() => work(id, request)).catch(die);
});

/** Queues a request whose reply nobody reads. @param {string} request  Of nobody. */
function queue(request) {
  line = line
    .then(() => ask?.(request))
    .then(() => {})
    .catch(die);
  return line;
}

/**
 * Loads the packages that a request may need later. While the wheels come in, requests are answered
 * as usual. Unpacking the wheels and importing them for the first time then keeps this worker busy
 * for a second or two. A request that comes in that moment has to wait; the page itself does not.
 */
async function preload() {
  try {
    await packages?.fetchWheels();
  } catch (cause) {
    // Nobody waits for them. A request that needs them fetches them anew.
    return console.info("Packages were not loaded in advance:", cause);
  }
  await queue(NEEDS_CRYPTOGRAPHY);
}

boot(progress.report).then(
  (engine) => {
    packages = createPythonPackages(engine, reportExtra);
    const caller = createPythonCaller(engine.begin, packages, { alive, opened });
    ask = withAllFiles(caller, engine.pythonFiles);
    progress.report({ ...progress.last(), stage: "ready", message: READY });
    // Not at once: the first requests of the page get the processor for themselves. (The files are
    // fetched earlier when a request needs them.)
    setTimeout(
      () =>
        engine.pythonFiles
          .fetchMissing()
          .catch(console.warn)
          .then(() => warmUp(queue)),
      50,
    );
  },
  (/** @type {unknown} */ error) => {
    console.warn(error); // with its cause, for whoever opens the console
    const message = error instanceof Error ? error.message : String(error);
    progress.report({ ...progress.last(), stage: "failed", message });
  },
);

/** @param {import("./contract").LoadExtra | undefined} extra */
function reportExtra(extra) {
  const { extra: _, ...rest } = progress.last();
  const loaded = packages?.isLoaded() ? { hasPackages: /** @type {const} */ (true) } : {};
  progress.report({ ...rest, ...(extra && { extra }), ...loaded });
}

/** @param {number} id @param {string} request */
async function work(id, request) {
  if (!ask) throw new Error("A request came before the engine was ready.");
  const begun = performance.now();
  opening = 0;
  const reply = await ask(request);
  post({ kind: "reply", id, reply, took: performance.now() - begun - opening });
}

/** Tells the page that long work goes on, not more often than it has to know. */
function alive() {
  const now = performance.now();
  if (now - lastSign < SIGN_EVERY) return;
  lastSign = now;
  post({ kind: "alive" });
}

/** @param {number} time */
function opened(time) {
  opening += time;
}

/**
 * Repeats a request that failed because a part of the standard library was missing, when that is
 * there. Python imports some modules only when a request needs them.
 * @param {(request: string) => Promise<string>} ask
 * @param {import("./python-files.js").PythonFiles} pythonFiles
 * @returns {(request: string) => Promise<string>}
 */
function withAllFiles(ask, pythonFiles) {
  return async (request) => {
    const couldLack = !pythonFiles.isComplete();
    const reply = await ask(request);
    if (!couldLack || JSON.parse(reply).error?.code !== "internal-error") return reply;
    return pythonFiles.fetchMissing().then(
      () => ask(request),
      () => reply,
    );
  };
}

/**
 * Reports an error to the page. A rejected promise would stay inside the worker; only an uncaught
 * error reaches the page.
 * @param {unknown} error
 */
function die(error) {
  queueMicrotask(() => {
    throw error;
  });
}

/** @param {FromWorker} message */
function post(message) {
  self.postMessage(message);
}
