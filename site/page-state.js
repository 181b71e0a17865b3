/**
 * What `jwtPlayground.state` does: reads and sets what the page shows. A change is held to the
 * rules of a link: all of it is taken, or nothing. Knows no DOM and no engine.
 */
import { faultOf } from "./links/link-inputs.js";
import {
  MAX_ITEMS,
  MAX_LEEWAY,
  MAX_NOW,
  MAX_REQUESTS,
  MAX_SCENARIO,
  MAX_TOKENS,
  MAX_VALUE,
} from "./state/limits.js";
import { defaultInputs } from "./state/store.js";

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

const KEY = `must be an object with a text, and perhaps encoding, passphrase and kid`;
const SHORT_KEY = `may have a passphrase and a kid of up to ${MAX_VALUE} characters`;
const LISTS = `up to ${MAX_ITEMS} values of up to ${MAX_VALUE} characters each`;

const NOT_PLAIN = "The patch must be a plain object.";

/** What each part must be: the end of a sentence. @type {Record<keyof Inputs, string>} */
const SHAPES = {
  direction: "must be “verify” or “sign”",
  token: "must be a text",
  header: "must be a text",
  payload: "must be a text",
  key: KEY,
  signingKey: `${KEY}, or null`,
  decryptionKey: `${KEY}, or null`,
  algorithms: "must be a list of texts, or null",
  expect: "must be an object with some of iss, aud, sub, jti, typ and require",
  leeway: "must be a number of seconds",
  now: "must be a number of seconds since 1970, or null",
  engine: "must be “auto”, “cryptography”, “webcrypto” or “noble”",
  crossCheck: "must be true or false",
  detachedPayload: "must be a text",
  scenario: "must be a text",
  access: "must be an object with model, policy, requests, paths and tokens, or null",
};
/** The same for parts that are too much. @type {Partial<Record<string, string>>} */
const BOUNDS = {
  key: SHORT_KEY,
  signingKey: SHORT_KEY,
  decryptionKey: SHORT_KEY,
  algorithms: `may have ${LISTS}`,
  expect: `may have ${LISTS}`,
  scenario: `may have up to ${MAX_SCENARIO} characters`,
  access: `may have ${MAX_REQUESTS} requests, ${MAX_TOKENS} tokens, ${MAX_ITEMS} paths`,
  leeway: `must be from 0 to ${MAX_LEEWAY}`,
  now: `must be from -${MAX_NOW} to ${MAX_NOW}`,
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
    const wrong = copy === null ? NOT_PLAIN : (problem(copy.given) ?? problem(copy.plain));
    if (copy === null || wrong !== null)
      return { ok: false, error: { code: "bad-request", message: wrong ?? NOT_PLAIN } };
    session.update(copy.plain);
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

/**
 * Copies a patch twice: as it was given, and as JSON carries it. A date becomes a text in JSON, and
 * NaN becomes null, so both copies have to be looked at.
 * @param {unknown} patch
 * @returns {{ given: Record<string, unknown>, plain: Record<string, unknown> } | null}  Null if it
 *   is no object, or cannot be copied.
 */
function copied(patch) {
  try {
    const given = structuredClone(patch);
    if (Object.prototype.toString.call(given) !== "[object Object]") return null;
    return {
      given: /** @type {Record<string, unknown>} */ (given),
      plain: JSON.parse(JSON.stringify(given)),
    };
  } catch {
    return null; // functions, for example, cannot be copied
  }
}

/**
 * @param {Record<string, unknown>} patch
 * @returns {string | null}  A sentence on the first part that cannot be taken; null if all can.
 */
function problem(patch) {
  for (const [name, value] of Object.entries(patch)) {
    const fault = faultOf(name, value);
    // Its name is not quoted: over the door it is a text from elsewhere.
    if (fault === "name")
      return `One part of the patch is unknown. There are ${Object.keys(defaultInputs()).join(", ")}.`;
    if (fault === "shape") return `The part ${name} ${SHAPES[/** @type {keyof Inputs} */ (name)]}.`;
    if (fault === "much") return `The part ${name} ${BOUNDS[name]}.`;
  }
  return null;
}
