/**
 * What `jwtPlayground.state` does: reads and sets what the page shows. Knows no DOM and no engine.
 */

/** @import { Reply, Report } from "./engine/contract" */
/** @import { Inputs, Session, Store } from "./state/model" */

/**
 * @typedef {object} Shown
 * @property {Inputs} inputs  What was typed, chosen or set.
 * @property {Report | null} report  The engine's report on exactly these inputs. Null while it is
 *   on its way, when there is no token, and when the engine could not make one.
 */
/**
 * @typedef {object} PageState
 * @property {() => Shown} get  Returns copies: whoever changes them changes nothing on the page.
 * @property {(patch: unknown) => Promise<Reply<Shown>>} set  Settles when the page has answered,
 *   and tells what it shows then. Never rejects.
 */

/** What looks at a change could not be loaded. @type {Reply<Shown>} */
const NOT_LOADED = {
  ok: false,
  error: {
    code: "page-failed",
    message: "A part of the page could not be loaded. Check the connection, then try again.",
  },
};

/**
 * @param {{ store: Store, session: Pick<Session, "update"> }} parts
 * @returns {PageState}
 */
export function createPageState({ store, session }) {
  /** @returns {Shown} */
  function get() {
    const { inputs, report, reportFor, busy, error } = store.get();
    const answered = !busy && error === null && reportFor === inputs.token;
    return structuredClone({ inputs, report: answered ? report : null });
  }

  /** @type {PageState["set"]} */
  async function set(patch) {
    const copy = copied(patch); // so that nobody changes it after it was looked at
    const carried = await import("./carried.js").catch(() => null);
    if (carried === null) return NOT_LOADED;
    const found = carried.patchOf(copy);
    if ("wrong" in found)
      return { ok: false, error: { code: "bad-request", message: found.wrong } };
    session.update(found.patch);
    await answered();
    return { ok: true, result: get() };
  }

  /** @returns {Promise<void>}  Resolves when no request is under way. */
  function answered() {
    return new Promise((resolve) => {
      const unsubscribe = store.subscribe(({ busy }) => {
        if (busy) return;
        resolve();
        queueMicrotask(() => unsubscribe()); // it is not there yet during the first call
      });
    });
  }

  return { get, set };
}

/** @param {unknown} patch @returns {unknown}  Undefined if it cannot be copied. */
function copied(patch) {
  try {
    return structuredClone(patch);
  } catch {
    return undefined; // functions, for example
  }
}
