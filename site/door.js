/**
 * The door for the page that shows this one in a frame: messages in place of
 * `window.jwtPlayground`, which no page of another origin can reach. It is only in a build that
 * names the origins of such pages (`build.py build --embed-in ORIGIN`).
 *
 *     asked:     { jwtPlayground: 1, id, op, params }
 *     answered:  { jwtPlayground: 1, id, ok: true, result } or
 *                { jwtPlayground: 1, id, ok: false, error: { code, message } }
 *
 * Only the parent window is heard, and only while its page is of a named origin. All others get no
 * answer at all. Key texts do not leave through the door.
 */

/** @import { Reply } from "./engine/contract" */
/** @import { EngineClient } from "./engine/client.js" */
/** @import { PageState, Shown } from "./page-state.js" */

/** The number in every message: that of this protocol. */
const PROTOCOL = 1;

/**
 * @param {object} parts
 * @param {EngineClient} parts.client
 * @param {PageState} parts.state
 * @param {string[]} parts.origins  Exact origins, as browsers write them.
 * @param {string} parts.version
 */
export function openDoor({ client, state, origins, version }) {
  const { parent } = window;
  if (parent === window) return; // not in a frame

  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || !origins.includes(origin)) return;
    if (typeof data !== "object" || data === null || !("jwtPlayground" in data)) return;
    void answer(data).then((reply) => {
      const id = isId(data.id) ? data.id : null;
      // If the parent's page has changed meanwhile, the browser keeps the answer back.
      parent.postMessage({ jwtPlayground: PROTOCOL, id, ...reply }, origin);
    });
  });
  // Chromium complains about each origin that is not the parent's, so the others are left out
  // where the browser tells whose frame this is.
  const [parentOrigin] = location.ancestorOrigins ?? [];
  for (const origin of origins) {
    if (parentOrigin === undefined || parentOrigin === origin)
      parent.postMessage({ jwtPlayground: PROTOCOL, ready: true, version }, origin);
  }

  /** @param {Record<string, unknown>} message @returns {Promise<Reply>} */
  async function answer({ jwtPlayground, id, op, params = {} }) {
    if (jwtPlayground !== PROTOCOL)
      return refused(
        `This page speaks the protocol ${PROTOCOL}: jwtPlayground must be ${PROTOCOL}.`,
      );
    if (!isId(id)) return refused("The id must be a text or a number.");
    if (typeof op !== "string") return refused("The op must be a text.");
    if (typeof params !== "object" || params === null || Array.isArray(params))
      return refused("The params must be an object.");
    if (op === "state.get") return { ok: true, result: withoutKeys(state.get()) };
    if (op === "state.set") {
      const reply = await state.set(params);
      return reply.ok ? { ok: true, result: withoutKeys(reply.result) } : reply;
    }
    return client.call(/** @type {any} */ (op), params); // the engine refuses what it does not know
  }
}

/** @param {unknown} id */
function isId(id) {
  return typeof id === "string" || typeof id === "number";
}

/** @param {string} message @returns {Reply} */
function refused(message) {
  return { ok: false, error: { code: "bad-request", message } };
}

/**
 * The members are left out as a whole, so that what was read can be set again without harm.
 * @param {Shown} shown
 */
function withoutKeys({ inputs: { key, signingKey, decryptionKey, ...inputs }, report }) {
  return { inputs, report };
}
