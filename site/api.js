/**
 * `window.jwtPlayground`: the engine for automation and embedding, with the same
 * operations and results as the page (engine/contract.d.ts lists them).
 *
 *     await jwtPlayground.ready;
 *     const report = await jwtPlayground.call("inspect", { token, key: { text: secret } });
 *
 * It shares the page's engine but none of its state: no call changes what the
 * page shows.
 */

/** @import { Op, Ops } from "./engine/contract" */
/** @import { CallOptions, EngineClient } from "./engine/client.js" */

/** What `call` rejects with. `code` is one of CallError's. */
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
 * @property {Promise<void>} ready  Resolves when the engine answers calls; rejects when it could not be loaded. Read it anew after a retry.
 * @property {<O extends Op>(op: O, params: Ops[O]["params"], options?: CallOptions) => Promise<Ops[O]["result"]>} call
 *   Params and result are plain objects; a bad token is a result. Rejects with a JwtPlaygroundError (`code`, `message`), or with the signal's reason when aborted. `timeout` is in milliseconds and starts when the engine begins with the call; it is ended and restarted then.
 * @property {string} version  Of JWT Playground.
 */

/**
 * @param {EngineClient} client
 * @param {string} version
 * @returns {Readonly<JwtPlayground>}
 */
export function createApi(client, version) {
  return Object.freeze({
    get ready() {
      const ready = whenReady(client);
      ready.catch(() => {}); // nobody has to look at it
      return ready;
    },
    /** @type {JwtPlayground["call"]} */
    async call(op, params, options) {
      const reply = await client.call(op, params ?? {}, options);
      if (!reply.ok) throw new JwtPlaygroundError(reply.error.code, reply.error.message);
      return reply.result;
    },
    version,
  });
}

/** @param {EngineClient} client @returns {Promise<void>} */
function whenReady(client) {
  return new Promise((resolve, reject) => {
    let settled = false;
    /** @type {(() => void) | undefined} */
    let unsubscribe; // not there yet during the first, immediate callback
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
