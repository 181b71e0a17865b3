/**
 * Looks at what a script wants to change on the page (`jwtPlayground.state`). A change is held to
 * the rules of a link: all of it is taken, or nothing. Knows no DOM and no engine.
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

/** @import { Inputs } from "./state/model" */

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
  algorithms: "must be a list of texts, or null",
  expect: "must be an object with some of iss, aud, sub, jti, typ and require",
  leeway: "must be a number of seconds",
  now: "must be a number of seconds since 1970, or null",
  engine: "must be “auto”, “cryptography” or “webcrypto”",
  crossCheck: "must be true or false",
  detachedPayload: "must be a text",
  scenario: "must be a text",
  access: "must be an object with model, policy, requests, paths and tokens, or null",
};
/** The same for parts that are too much. @type {Partial<Record<string, string>>} */
const BOUNDS = {
  key: SHORT_KEY,
  signingKey: SHORT_KEY,
  algorithms: `may have ${LISTS}`,
  expect: `may have ${LISTS}`,
  scenario: `may have up to ${MAX_SCENARIO} characters`,
  access: `may have ${MAX_REQUESTS} requests, ${MAX_TOKENS} tokens, ${MAX_ITEMS} paths`,
  leeway: `must be from 0 to ${MAX_LEEWAY}`,
  now: `must be from -${MAX_NOW} to ${MAX_NOW}`,
};

/**
 * @param {unknown} given  A copy, which nobody else changes. Undefined: it could not be copied.
 * @returns {{ patch: Partial<Inputs> } | { wrong: string }}  `wrong`: a sentence on the first part
 *   that cannot be taken.
 */
export function patchOf(given) {
  const plain = asJson(given);
  if (plain === null) return { wrong: NOT_PLAIN };
  // A date becomes a text in JSON, and NaN becomes null, so both copies have to be looked at.
  const wrong = problem(/** @type {Record<string, unknown>} */ (given)) ?? problem(plain);
  return wrong === null ? { patch: plain } : { wrong };
}

/**
 * @param {unknown} given
 * @returns {Record<string, unknown> | null}  A copy as JSON carries it. Null if it is no object.
 */
function asJson(given) {
  if (Object.prototype.toString.call(given) !== "[object Object]") return null;
  try {
    return JSON.parse(JSON.stringify(given));
  } catch {
    return null; // a number that JSON has no form for, or a circle
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
