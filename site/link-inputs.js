/**
 * Reads inputs from the JSON of a link, which a stranger may have made. Each part is taken only if
 * it has the right shape.
 */

/** @import { Inputs } from "./model" */

/** @typedef {(value: any) => boolean} Test */
/** @type {Test} */
const isString = (value) => typeof value === "string";
/** @type {Test} */
const isStrings = (value) => Array.isArray(value) && value.every(isString);
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

/** The parts that a link can leave out because they may be secret. */
export const KEYS = /** @type {const} */ (["key", "signingKey"]);

/** @type {Record<keyof Inputs, Test>} */
const INPUTS = {
  direction: oneOf("verify", "sign"),
  token: isString,
  header: isString,
  payload: isString,
  key: isKey,
  signingKey: orNull(isKey),
  algorithms: orNull(isStrings),
  expect: isExpectations,
  leeway: isSeconds,
  now: orNull(isSeconds),
  engine: oneOf("auto", "cryptography", "webcrypto"),
  crossCheck: (value) => typeof value === "boolean",
  detachedPayload: isString,
};

/**
 * @param {unknown} json
 * @returns {{ inputs: Partial<Inputs>, leftOut: (typeof KEYS)[number][], ignored: string[] }}
 *   `leftOut`: the keys that the link was made without. `ignored`: the names of the parts that
 *   could not be read.
 * @throws {TypeError}  when it is no object at all.
 */
export function readInputs(json) {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new TypeError("no object");
  const { leftOut, ...parts } = /** @type {Record<string, unknown>} */ (json);
  const entries = Object.entries(parts);
  const good = entries.filter(
    ([name, value]) =>
      Object.hasOwn(INPUTS, name) && INPUTS[/** @type {keyof Inputs} */ (name)](value),
  );
  return {
    inputs: Object.fromEntries(good),
    leftOut: Array.isArray(leftOut) ? KEYS.filter((name) => leftOut.includes(name)) : [],
    ignored: entries.filter((entry) => !good.includes(entry)).map(([name]) => name),
  };
}
