/**
 * Makes answers of what noble does: reads the question, checks the key, writes the value.
 *
 * noble.js has the curves and noble-ml-dsa.js has ML-DSA. Each of them is a bundle of its own and
 * takes this module into it. Nothing here waits and nothing here throws.
 */
import { encode } from "jose/base64url";
import { bytes } from "./bytes.js";
import { keyFault, ofKey } from "./refusals.js";

/** @import { Answer, KeyMembers, NobleQuestion } from "./contract" */

/**
 * What can be done with keys of one curve, or of one ML-DSA.
 * @typedef {object} Scheme
 * @property {(key: KeyMembers) => ((data: Uint8Array, signature: Uint8Array) => boolean)} verifier
 *   Reads a public key. Throws where it is none.
 * @property {(key: KeyMembers) => ((data: Uint8Array) => Uint8Array)} signer  Reads a private key.
 *   Throws where it is none, and where its public half is not its own.
 * @property {(key: KeyMembers) => KeyMembers} complete  Adds the public half to a private key.
 *   Throws where it is none.
 * @property {() => KeyMembers} generate  Makes a private key.
 */

/**
 * @param {(name: string) => Scheme | undefined} schemeOf  Takes the `crv` of a key, or the `alg` of
 *   an AKP key.
 * @returns {(question: NobleQuestion, tokens: string[], alive?: () => void) => Answer}
 *   `tokens` are all tokens of the request. `alive` is called before every signature: many of them
 *   take long.
 */
export function createAnswer(schemeOf) {
  return (question, tokens, alive = () => {}) => {
    const name = nameIn(question);
    const scheme = schemeOf(name);
    if (!scheme)
      return { error: `The engine “noble” does not have ${name}.`, fault: "unsupported" };
    try {
      return { value: operate(question, scheme, tokens, alive) };
    } catch (error) {
      if (error instanceof BadKey) return ofKey(error.message);
      const kind = error instanceof Error ? error.name : error;
      return { error: `The engine “noble” failed at this (${kind}).`, fault: "failed" };
    }
  };
}

/** Only this error is about the key: whatever else is thrown is a fault of ours. */
class BadKey extends Error {}

/** @param {NobleQuestion} question @returns {string} */
function nameIn(question) {
  if (question.op === "generate-key") return question.crv;
  const { kty, alg, crv } = /** @type {KeyMembers} */ (question.key);
  return String(kty === "AKP" ? alg : crv);
}

/**
 * @param {NobleQuestion} question
 * @param {Scheme} scheme
 * @param {string[]} tokens
 * @param {() => void} alive
 */
function operate(question, scheme, tokens, alive) {
  switch (question.op) {
    case "verify": {
      const matches = reading(() => scheme.verifier(question.key), keyFault(question));
      alive();
      return matches(bytes(question.data), bytes(question.signature));
    }
    case "verify-many": {
      const matches = reading(() => scheme.verifier(question.key), keyFault(question));
      const encoder = new TextEncoder();
      return question.places.map((place) => {
        const token = /** @type {string} */ (tokens[place]);
        const dot = token.lastIndexOf(".");
        alive();
        return matches(encoder.encode(token.slice(0, dot)), bytes(token.slice(dot + 1)));
      });
    }
    case "sign":
      return encode(
        reading(() => scheme.signer(question.key), keyFault(question))(bytes(question.data)),
      );
    case "generate-key":
      return scheme.generate();
    case "import-key":
      return reading(
        () => scheme.complete(question.key),
        "its private number is not one of its curve",
      );
  }
}

/**
 * @template T
 * @param {() => T} read
 * @param {string} fault  What it means when that throws: the end of a sentence.
 */
function reading(read, fault) {
  try {
    return read();
  } catch {
    throw new BadKey(fault);
  }
}

/** @param {Uint8Array} one @param {Uint8Array} other */
export function same(one, other) {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/**
 * Throws if the public half of a private key is not its own.
 * @param {Uint8Array} made
 * @param {Uint8Array} given
 */
export function insistOnSame(made, given) {
  if (!same(made, given)) throw new RangeError("another public half");
}
