/**
 * What a link sets beside the token: the terms by which the token is judged. A stranger may have
 * chosen them, so the page tells them until the user has changed or accepted them. Pure.
 */
import { kindOfKey, mayBeSecret } from "./secrets.js";
import { defaultInputs } from "./store.js";

/** @import { KeyInput } from "../engine/contract" */
/** @import { Inputs, LinkTerms } from "./model" */

/**
 * What each part is called. Texts of the link are not quoted: they would read like words of ours.
 * @type {Partial<{ [Name in keyof Inputs]: (value: Inputs[Name]) => string }>}
 */
const WORDS = {
  key: (key) => keyInWords(key, "Verification key"),
  signingKey: (key) => (key ? keyInWords(key, "Separate signing key") : ""),
  decryptionKey: (key) => (key ? keyInWords(key, "Decryption key") : ""),
  algorithms: (names) => (names?.length ? "the allowed algorithms" : "no allowed algorithm"),
  expect: () => "expectations",
  leeway: (seconds) => `leeway ${seconds} s`,
  now: () => "a fixed time",
  engine: () => "a choice of the engine",
  crossCheck: () => "the cross-check",
  detachedPayload: () => "a detached payload",
  header: () => "a header to sign",
  payload: () => "a payload to sign",
};
const NAMES = /** @type {(keyof Inputs)[]} */ (Object.keys(WORDS));

/**
 * Names a key by its kind, and says where it stands now.
 * @param {KeyInput} key
 * @param {string} field
 */
function keyInWords({ text, passphrase }, field) {
  const what = text === "" ? "settings of a key" : `a ${kindOfKey(text)}`;
  return `${what}${passphrase ? " with its passphrase" : ""} (now in “${field}”)`;
}

/**
 * @param {Partial<Inputs>} inputs  What a link carries.
 * @returns {LinkTerms | null}  Null when it sets nothing but the token.
 */
export function termsOf(inputs) {
  const defaults = defaultInputs();
  const names = NAMES.filter(
    (name) => name in inputs && JSON.stringify(inputs[name]) !== JSON.stringify(defaults[name]),
  );
  return names.length > 0
    ? { parts: Object.fromEntries(names.map((name) => [name, inputs[name]])), accepted: false }
    : null;
}

/**
 * Returns the terms that are still as the link set them; null when none is.
 * @param {LinkTerms | null} terms
 * @param {Inputs} inputs  The present ones.
 * @returns {LinkTerms | null}
 */
export function stillSet(terms, inputs) {
  if (terms === null) return null;
  const names = setBy(terms);
  const kept = names.filter((name) => isSame(terms.parts[name], inputs[name]));
  if (kept.length === names.length) return terms;
  return kept.length > 0
    ? { ...terms, parts: Object.fromEntries(kept.map((name) => [name, terms.parts[name]])) }
    : null;
}

/**
 * A key stays the link's when only its reading is changed: its encoding, its passphrase or its
 * `kid`.
 * @param {Inputs[keyof Inputs] | undefined} set
 * @param {Inputs[keyof Inputs]} present
 */
function isSame(set, present) {
  const isKey = hasText(set) && hasText(present);
  return set === present || (isKey && set.text === present.text);
}

/** @param {unknown} value @returns {value is KeyInput} */
function hasText(value) {
  return typeof value === "object" && value !== null && "text" in value && value.text !== "";
}

/**
 * Returns the terms when inputs have been brought back: what the link had set counts as set by it
 * again.
 * @param {LinkTerms | null} before  Those that belong to the inputs that are back.
 * @param {Pick<import("./model").State, "linkTerms" | "inputs">} now  The state with these inputs.
 * @returns {LinkTerms | null}
 */
export function termsAgain(before, { linkTerms, inputs }) {
  const back = stillSet(before, inputs);
  if (back === null || linkTerms === null) return back ?? linkTerms;
  if (Object.keys(back.parts).every((name) => name in linkTerms.parts)) return linkTerms;
  return {
    parts: { ...back.parts, ...linkTerms.parts },
    accepted: back.accepted && linkTerms.accepted,
  };
}

/**
 * Tells whether the link brought a key that is or may be secret, or a passphrase.
 * @param {LinkTerms} terms
 */
export function bringsSecret({ parts }) {
  return [parts.key, parts.signingKey, parts.decryptionKey].some(
    (key) => key && (key.passphrase || mayBeSecret(key.text)),
  );
}

/**
 * @param {LinkTerms} terms
 * @returns {string}  Such as "a public key (now in “Verification key”), leeway 300 s".
 */
export function inWords({ parts }) {
  return setBy({ parts })
    .map((name) => /** @type {(value: any) => string} */ (WORDS[name])(parts[name]))
    .join(", ");
}

/** @param {LinkTerms} terms @returns {Partial<Inputs>}  The defaults of all that the link set. */
export function withoutTerms({ parts }) {
  const defaults = defaultInputs();
  const names = setBy({ parts });
  const drafts = names.includes("header") || names.includes("payload");
  return {
    ...Object.fromEntries(names.map((name) => [name, defaults[name]])),
    ...(drafts && { direction: defaults.direction }),
  };
}

/** @param {Pick<LinkTerms, "parts">} terms @returns {(keyof Inputs)[]} */
function setBy({ parts }) {
  return NAMES.filter((name) => name in parts);
}
