/**
 * The page's side of the worker. It sends requests and returns one promise per request, and it
 * starts a fresh worker when the present one dies or hangs. Knows no DOM.
 *
 * Requests wait in a queue here, and the worker gets one at a time. So a time limit runs only while
 * its own request is worked on. When the worker is lost, only that request is answered with an
 * error; the next worker gets those in the queue.
 */
import { STARTING } from "./progress-texts.js";
import { startWorker } from "./start-worker.js";

/** @import { CallError, FromWorker, LoadStatus, Op, Ops, Reply, ToWorker } from "./contract" */

/**
 * @typedef {object} Limits
 * @property {number} call  Milliseconds that a request may take once the engine works on it. They
 *   count anew whenever the engine says that a piece of it is done.
 * @property {number} generate  The same for `generate_key`: a large RSA key takes longer.
 * @property {number} stall  Milliseconds that loading may make no progress.
 * @property {number} crashes  How often in a row the worker may die, without an answer in between,
 *   before the client gives up.
 */
/** @type {Limits} */
const LIMITS = { call: 20_000, generate: 120_000, stall: 300_000, crashes: 3 };

/**
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal]  When it is aborted, the promise rejects with the signal's
 *   reason. If the engine is generating a key for this call, it is ended and started again.
 * @property {number} [timeout]  Milliseconds, in place of the usual limit.
 * @property {(time: number) => void} [took]  Called before the promise resolves with how long the
 *   engine has worked, in milliseconds (see `FromWorker`); not called when it did not answer.
 */
/**
 * @typedef {object} EngineClient
 * @property {<O extends Op>(op: O, params: Ops[O]["params"], options?: CallOptions) =>
 *   Promise<Reply<Ops[O]["result"]>>} call
 *   Always settles. Rejects only when aborted; every other outcome is a Reply.
 * @property {{ get(): LoadStatus, subscribe(listener: (status: LoadStatus) => void): () => void }}
 *   status
 *   `subscribe` calls the listener at once and after every change, and returns the function that
 *   ends the subscription.
 * @property {() => void} preload  Lets the engine load what a request may need later. Does nothing
 *   before the engine is ready.
 * @property {() => void} restart  Starts a fresh worker. This is the way out of the stage `failed`.
 * @property {() => void} dispose  Ends the worker, and answers all open requests with an error.
 */
/**
 * @typedef {object} Job
 * @property {number} id
 * @property {string} request
 * @property {number} timeout
 * @property {CallOptions["took"]} took
 * @property {(reply: Reply<any>) => void} settle
 */

/**
 * @param {object} options
 * @param {string} options.workerUrl  Absolute URL of the worker's module.
 * @param {Partial<Limits>} [options.limits]
 * @param {(url: string) => Worker} [options.createWorker]
 * @returns {EngineClient}
 */
export function createEngineClient({ workerUrl, limits, createWorker = startWorker }) {
  const limit = { ...LIMITS, ...limits };
  /** @type {Worker | null} */
  let worker = null;
  /** @type {LoadStatus} */
  let status = starting();
  /** @type {Set<(status: LoadStatus) => void>} */
  const listeners = new Set();
  /** @type {Job[]} */
  let waiting = [];
  /** @type {Job | null} */
  let current = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer; // one timer at a time: for loading, then for the current request
  let lastId = 0;
  let crashes = 0;

  /** @param {LoadStatus} next */
  function setStatus(next) {
    status = next;
    for (const listener of [...listeners]) listener(status);
  }

  function stop() {
    clearTimeout(timer);
    worker?.terminate();
    worker = null;
  }

  function start() {
    stop();
    setStatus(starting());
    watchLoad();
    let mine;
    try {
      mine = worker = createWorker(workerUrl);
    } catch (error) {
      return fail(
        `The browser refuses to start a worker (${error}). Try a recent Chrome, Edge, Firefox or Safari.`,
      );
    }
    // The last events of an ended worker may still arrive.
    const ifMine = (/** @type {() => void} */ react) => mine === worker && react();
    mine.addEventListener("message", ({ data }) => ifMine(() => receive(data)));
    mine.addEventListener("messageerror", () => ifMine(die));
    mine.addEventListener("error", (event) => {
      event.preventDefault(); // the error becomes a reply or a status instead
      ifMine(die);
    });
  }

  function watchLoad() {
    clearTimeout(timer);
    timer = setTimeout(
      () => fail("Loading has stood still for too long. Check the connection and press Retry."),
      limit.stall,
    );
  }

  /**
   * Sets the time limit anew, also while the request has to load a package first. Until that is
   * there, loading only has to make progress; then the request's own limit starts anew.
   * @param {LoadStatus} next
   */
  function watchExtra({ extra }) {
    clearTimeout(timer);
    timer = setTimeout(
      hang,
      extra ? Math.max(limit.stall, current?.timeout ?? 0) : current?.timeout,
    );
  }

  /** @param {FromWorker} message */
  function receive(message) {
    if (message.kind === "reply") {
      if (message.id === current?.id) finish(message);
    } else if (message.kind === "alive") {
      if (current) watchExtra(status);
    } else if (message.status.stage === "failed") {
      fail(message.status.message, message.status);
    } else {
      if (message.status.stage !== "ready") watchLoad();
      else if (current) watchExtra(message.status);
      else clearTimeout(timer);
      setStatus(message.status);
      pump();
    }
  }

  /** Gives the worker the next request of the queue. */
  function pump() {
    if (status.stage !== "ready" || current || !worker) return;
    const job = waiting.shift();
    if (!job) return;
    current = job;
    timer = setTimeout(hang, job.timeout);
    worker.postMessage(
      /** @type {ToWorker} */ ({ kind: "call", id: job.id, request: job.request }),
    );
  }

  /** @param {Extract<FromWorker, { kind: "reply" }>} message */
  function finish({ reply, took }) {
    clearTimeout(timer);
    crashes = 0;
    const job = current;
    current = null;
    pump();
    job?.took?.(took);
    job?.settle(JSON.parse(reply));
  }

  /** The worker died, because of the current request or while it was loading. */
  function die() {
    if (status.stage !== "ready") {
      return fail(
        "The engine could not be loaded. Check the connection and press Retry; " +
          "if it stays, try a recent Chrome, Edge, Firefox or Safari.",
      );
    }
    crashes += 1;
    if (crashes >= limit.crashes) {
      return fail(
        `The engine stopped ${crashes} times in a row. Change the input, then press Retry.`,
      );
    }
    replace("engine-lost", "The engine stopped while it worked on this.");
  }

  function hang() {
    const seconds = (current?.timeout ?? 0) / 1000;
    replace("engine-timeout", `The engine did not answer within ${seconds} s.`);
  }

  /**
   * Starts a fresh worker, and answers the current request with this error.
   * @param {string} code
   * @param {string} message
   */
  function replace(code, message) {
    const job = current;
    current = null;
    start();
    job?.settle(failure(code, message));
  }

  /** @param {string} message @param {LoadStatus} [last] */
  function fail(message, last = status) {
    stop();
    const open = current ? [current, ...waiting] : waiting;
    current = null;
    waiting = [];
    setStatus({ ...last, stage: "failed", message });
    for (const job of open) job.settle(failure("engine-failed", message));
  }

  /** @type {EngineClient["call"]} */
  function call(op, params, { signal, timeout, took } = {}) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (status.stage === "failed") return resolve(failure("engine-failed", status.message));
      let request;
      try {
        request = JSON.stringify({ op, params });
      } catch (error) {
        return resolve(
          failure("bad-request", `The parameters cannot be written as JSON (${error}).`),
        );
      }
      const usual = op === "generate_key" ? limit.generate : limit.call;
      /** @type {Job} */
      const job = { id: ++lastId, request, timeout: timeout ?? usual, took, settle };
      // The worker cannot stop a request that it has begun. Most of them end in a moment, so only
      // the answer is dropped. A large key takes so long that a fresh worker is better.
      const abort = () => {
        waiting = waiting.filter((other) => other !== job);
        if (job === current && op === "generate_key") {
          current = null;
          start();
        }
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      waiting.push(job);
      pump();

      /** @param {Reply<any>} reply */
      function settle(reply) {
        signal?.removeEventListener("abort", abort);
        resolve(reply);
      }
    });
  }

  start();
  return {
    call,
    status: {
      get: () => status,
      subscribe(listener) {
        listeners.add(listener);
        listener(status);
        return () => listeners.delete(listener);
      },
    },
    preload() {
      if (status.stage === "ready")
        worker?.postMessage(/** @type {ToWorker} */ ({ kind: "preload" }));
    },
    restart() {
      crashes = 0;
      if (current) waiting.unshift(current); // its worker ends here, and the next worker answers it
      current = null;
      start();
    },
    dispose: () => fail("The engine was ended."),
  };
}

/** @returns {LoadStatus} */
function starting() {
  return { stage: "runtime", loaded: 0, total: 0, message: STARTING };
}

/** @param {string} code @param {string} message @returns {{ ok: false, error: CallError }} */
function failure(code, message) {
  return { ok: false, error: { code, message } };
}
