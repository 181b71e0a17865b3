/**
 * Reads inputs from the JSON of a link, which a stranger may have made. Each part is taken only if
 * it has the right shape and is not too much.
 */

import {
  MAX_ITEMS,
  MAX_LEEWAY,
  MAX_NOW,
  MAX_REQUESTS,
  MAX_SCENARIO,
  MAX_TOKENS,
  MAX_VALUE,
} from "../state/limits.js";

/** @import { Inputs } from "../state/model" */

/** @typedef {(value: any) => boolean} Test */
/** @type {Test} */
const isString = (value) => typeof value === "string";
/** @type {Test} */
const isStrings = (value) =>
  Array.isArray(value) &&
  Object.keys(value).length === value.length && // a list with holes is none
  value.every(isString);
/** @type {Test} */
const isTable = (value) => Array.isArray(value) && value.every(isStrings);
/** @type {Test} */
const isSeconds = (value) => typeof value === "number" && Number.isFinite(value);
/** @type {Test} */
const isOneOrMore = (value) => isString(value) || isStrings(value);
/** @param {...string} names @returns {Test} */
const oneOf =
  (...names) =>
  (value) =>
    names.includes(value);
/** @param {Test} test @returns {Test} */
const orNull = (test) => (value) => value === null || test(value);
/** @param {Record<string, Test>} members @returns {Test} */
const object = (members) => (value) =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(
    ([name, member]) => Object.hasOwn(members, name) && members[name]?.(member),
  );

const encoding = oneOf("utf8", "base64", "base64url", "hex");
const keyMembers = object({ text: isString, encoding, passphrase: isString, kid: isString });
/** @type {Test} */
const isKey = (value) => keyMembers(value) && isString(value.text);
const isExpectations = object({
  iss: isOneOrMore,
  aud: isOneOrMore,
  sub: isString,
  jti: isString,
  typ: isString,
  require: isStrings,
});

const isAccess = object({
  model: isString,
  policy: isString,
  requests: isTable,
  paths: isTable,
  tokens: isStrings,
});

/** The parts that a link can leave out because they may be secret. */
export const KEYS = /** @type {const} */ (["key", "signingKey", "decryptionKey"]);

/** @type {Record<keyof Inputs, Test>} */
const INPUTS = {
  direction: oneOf("verify", "sign"),
  token: isString,
  header: isString,
  payload: isString,
  key: isKey,
  signingKey: orNull(isKey),
  decryptionKey: orNull(isKey),
  algorithms: orNull(isStrings),
  expect: isExpectations,
  leeway: isSeconds,
  now: orNull(isSeconds),
  engine: oneOf("auto", "cryptography", "webcrypto", "noble"),
  crossCheck: (value) => typeof value === "boolean",
  detachedPayload: isString,
  scenario: isString,
  access: orNull((value) => isAccess(value) && Object.keys(value).length === 5),
};

/** Tells whether every text is short, and every list too. @param {unknown[]} values */
const areShort = (values) =>
  values.every((value) =>
    Array.isArray(value)
      ? value.length <= MAX_ITEMS && value.every((each) => each.length <= MAX_VALUE)
      : typeof value !== "string" || value.length <= MAX_VALUE,
  );
/** @type {Test} */
const isShortKey = (value) => value === null || areShort([value.passphrase, value.kid]);

/** @param {string} name */
function longKey(name) {
  return (
    `The link’s ${name} was left out: its passphrase or its kid is longer than ${MAX_VALUE} ` +
    "characters. Enter the key yourself."
  );
}

/**
 * Parts that have the right shape may still be too much: a test, and a sentence that says what
 * becomes of them then.
 * @type {Partial<Record<keyof Inputs, [Test, string]>>}
 */
const BOUNDS = {
  key: [isShortKey, longKey("key")],
  signingKey: [isShortKey, longKey("signing key")],
  decryptionKey: [isShortKey, longKey("decryption key")],
  algorithms: [
    (value) => value === null || areShort([value]),
    `The link’s allowed algorithms were left out: they are more than ${MAX_ITEMS}, or one is ` +
      "too long. Those that the key allows are allowed.",
  ],
  expect: [
    (value) => areShort(Object.values(value)),
    `The link’s expectations were left out: one has more than ${MAX_ITEMS} values, or a ` +
      `value of more than ${MAX_VALUE} characters. Enter what you expect yourself.`,
  ],
  scenario: [
    (value) => value.length <= MAX_SCENARIO,
    `The link’s scenario was left out: it has more than ${MAX_SCENARIO} characters.`,
  ],
  access: [
    (value) =>
      value === null ||
      (value.requests.length <= MAX_REQUESTS &&
        value.tokens.length <= MAX_TOKENS &&
        value.paths.length <= MAX_ITEMS),
    "The link’s access policy was left out: it has too many requests, tokens or places of grants.",
  ],
  leeway: [
    (value) => value >= 0 && value <= MAX_LEEWAY,
    `The link’s leeway was left out: it must be from 0 to ${MAX_LEEWAY} seconds, which is ` +
      "one day. There is no leeway now.",
  ],
  now: [
    (value) => value === null || Math.abs(value) <= MAX_NOW,
    "The link’s fixed time was left out: it is beyond any calendar. The token is checked for " +
      "the present time.",
  ],
};

/**
 * Tells what is wrong with one part: there is none of this `name`, its value has the wrong
 * `shape`, or it is too `much`. Null when nothing is.
 * @param {string} name
 * @param {unknown} value
 * @returns {"name" | "shape" | "much" | null}
 */
export function faultOf(name, value) {
  if (!Object.hasOwn(INPUTS, name)) return "name";
  const part = /** @type {keyof Inputs} */ (name);
  if (!INPUTS[part](value)) return "shape";
  return BOUNDS[part]?.[0](value) === false ? "much" : null;
}

/**
 * @param {unknown} json
 * @returns {{ inputs: Partial<Inputs>, leftOut: (typeof KEYS)[number][], ignored: string[],
 *   tooMuch: string[] }}
 *   `leftOut`: the keys that the link was made without. `ignored`: the names of the parts that
 *   could not be read. `tooMuch`: a sentence for each part that was left out because it is too
 *   much.
 * @throws {TypeError}  when it is no object at all.
 */
export function readInputs(json) {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new TypeError("no object");
  const { leftOut, ...parts } = /** @type {Record<string, unknown>} */ (json);
  const entries = Object.entries(parts);
  const withFault = (/** @type {(ReturnType<typeof faultOf>)[]} */ ...faults) =>
    entries.filter(([name, value]) => faults.includes(faultOf(name, value)));
  return {
    inputs: Object.fromEntries(withFault(null)),
    leftOut: Array.isArray(leftOut) ? KEYS.filter((name) => leftOut.includes(name)) : [],
    ignored: withFault("name", "shape").map(([name]) => name),
    tooMuch: withFault("much").map(
      ([name]) => BOUNDS[/** @type {keyof Inputs} */ (name)]?.[1] ?? "",
    ),
  };
}
