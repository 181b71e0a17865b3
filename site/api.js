/**
 * `window.jwtPlayground`: the engine for automation and embedding. It has the same operations and
 * results as the page (engine/contract.d.ts lists them).
 *
 *     await jwtPlayground.ready;
 *     const report = await jwtPlayground.call("inspect", { token, key: { text: secret } });
 *
 * `call` shares the page's engine, but not its state: no call changes what the page shows. `state`
 * reads and sets that. The page itself brings it (page-state.js), after this script.
 */

/** @import { Op, Ops, Reply } from "./engine/contract" */
/** @import { CallOptions, EngineClient } from "./engine/client.js" */
/** @import { PageState, Shown } from "./page-state.js" */
/** @import { Inputs } from "./state/model" */

/**
 * The error that `call` and `state` reject with. `code` is one of the codes of CallError, or
 * `page-failed`.
 */
export class JwtPlaygroundError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = "JwtPlaygroundError";
    this.code = code;
  }
}

/**
 * @typedef {object} JwtPlayground
 * @property {Promise<void>} ready  Resolves when the engine answers calls. Rejects with a
 *   JwtPlaygroundError when the engine could not be loaded. After a retry, read this property
 *   again.
 * @property {<O extends Op>(op: O, params: Ops[O]["params"], options?: CallOptions) =>
 *   Promise<Ops[O]["result"]>} call
 *   Params and result are plain objects; a bad token is a result. Rejects with a JwtPlaygroundError
 *   (`code`, `message`), or with the signal's reason when it is aborted. `timeout` is in
 *   milliseconds and starts when the engine begins with the call. When it is over, the engine is
 *   ended and started again.
 * @property {Readonly<{
 *   get(): Promise<Shown>, set(patch: Partial<Inputs>): Promise<Shown> }>} state
 *   Both wait until the page stands, and reject with the code `page-failed` if it cannot be
 *   started. `get` resolves with what the page shows. `set` changes some inputs, and resolves with
 *   what the page shows when it has answered. It rejects with `bad-request`, and changes nothing,
 *   if any part is not what a link may carry.
 * @property {string} version  The version of JWT Playground.
 */

/**
 * @param {EngineClient} client
 * @param {string} version
 * @param {() => Promise<PageState>} page  Returns what resolves when the page stands.
 * @returns {Readonly<JwtPlayground>}
 */
export function createApi(client, version, page) {
  const standing = () =>
    page().catch(() => {
      const message = "The page could not be started, so it has no state. Reload it.";
      throw new JwtPlaygroundError("page-failed", message);
    });
  return Object.freeze({
    get ready() {
      const ready = whenReady(client);
      ready.catch(() => {}); // not an unhandled rejection when nobody looks at it
      return ready;
    },
    /** @type {JwtPlayground["call"]} */
    async call(op, params, options) {
      return resultOf(await client.call(op, params ?? {}, options));
    },
    state: Object.freeze({
      get: async () => (await standing()).get(),
      set: async (/** @type {Partial<Inputs>} */ patch) =>
        resultOf(await (await standing()).set(patch)),
    }),
    version,
  });
}

/** @template R @param {Reply<R>} reply @returns {R} */
function resultOf(reply) {
  if (!reply.ok) throw new JwtPlaygroundError(reply.error.code, reply.error.message);
  return reply.result;
}

/** @param {EngineClient} client @returns {Promise<void>} */
function whenReady(client) {
  return new Promise((resolve, reject) => {
    let settled = false;
    /** @type {(() => void) | undefined} */
    let unsubscribe; // undefined during the first call of the listener, which comes at once
    unsubscribe = client.status.subscribe(({ stage, message }) => {
      if (stage === "ready") resolve();
      else if (stage === "failed") reject(new JwtPlaygroundError("engine-failed", message));
      else return;
      settled = true;
      unsubscribe?.();
    });
    if (settled) unsubscribe();
  });
}
