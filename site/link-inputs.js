/** Inputs out of a stranger's JSON: each part is taken only if it has the right shape. */

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
const oneOf = (...names) => (value) => names.includes(value);
/** @param {Test} test @returns {Test} */
const orNull = (test) => (value) => value === null || test(value);
/** @param {Record<string, Test>} members @returns {Test} */
const object = (members) => (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) &&
  Object.entries(value).every(([name, member]) => Object.hasOwn(members, name) && members[name]?.(member));

const encoding = oneOf("utf8", "base64", "base64url", "hex");
const keyMembers = object({ text: isString, encoding, passphrase: isString, kid: isString });
/** @type {Test} */
const isKey = (value) => keyMembers(value) && isString(value.text);
const isExpectations = object({
  iss: isOneOrMore, aud: isOneOrMore, sub: isString, jti: isString, typ: isString, require: isStrings,
});

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
};

/**
 * @param {unknown} json
 * @returns {{ inputs: Partial<Inputs>, ignored: string[] }}  `ignored` names the parts that were left out.
 * @throws {TypeError} when it is no object at all.
 */
export function readInputs(json) {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new TypeError("no object");
  const entries = Object.entries(json);
  const good = entries.filter(([name, value]) => Object.hasOwn(INPUTS, name) && INPUTS[/** @type {keyof Inputs} */ (name)](value));
  return {
    inputs: Object.fromEntries(good),
    ignored: entries.filter((entry) => !good.includes(entry)).map(([name]) => name),
  };
}
