/**
 * What WebCrypto refuses, in words for people. Browsers give an error's kind and
 * little else, so the sentence is made from the kind and from what was asked.
 */

/** @import { Question } from "./contract" */

/** The way out of what WebCrypto cannot do. */
const OTHER = "A build of this page with the engine “cryptography” can.";

export const INSECURE =
  "Browsers give WebCrypto to pages on https:// and on localhost only, and this page came over plain HTTP. " +
  "Open it there, or use a build with the engine “cryptography”, which works everywhere.";

/**
 * @param {unknown} error  What WebCrypto or jose threw.
 * @param {Question} question
 * @returns {string}  A sentence with the way out; `key: ` and the end of one when the key is at
 *   fault.
 */
export function refusal(error, question) {
  const kind = error instanceof Error ? error.name : "";
  const subject =
    question.op === "import-key" ? question.crv : "alg" in question ? question.alg : "";
  // Its own name for a DOMException; jose's, when it does not know the algorithm.
  if (kind === "NotSupportedError" || kind === "JOSENotSupported") {
    return `The WebCrypto of this browser does not have ${subject}. A newer browser may. ${wayOut(subject)}`;
  }
  if (question.op === "generate-key") {
    return `The browser could not make a key for ${subject} (${kind || error}). Try again, or another algorithm.`;
  }
  if (question.op === "import-key") {
    return `key: the browser finds no public half to its private number on the curve ${subject}`;
  }
  if (
    "key" in question &&
    (kind === "DataError" || kind === "TypeError" || kind === "SyntaxError")
  ) {
    return `key: ${fault(question)}`;
  }
  if (question.op === "sign" && kind === "OperationError" && question.key.kty === "RSA") {
    return (
      `key: it has ${bits(question.key.n)} bits, too few for a signature with ${subject}, ` +
      "or its numbers do not belong together"
    );
  }
  return `The browser's WebCrypto failed at this (${kind || error}). ${OTHER}`;
}

/** `cryptography` has everything but ML-DSA. @param {string} subject */
function wayOut(subject) {
  return subject.startsWith("ML-DSA") ? "Recent Chrome and Edge do." : OTHER;
}

/**
 * Why a key was not imported: the end of a sentence that starts with “The key is refused”.
 * @param {Extract<Question, { key: unknown }>} question
 */
function fault({ op, alg, key }) {
  if (key.kty === "RSA" && op === "sign" && !(key.p && key.q && key.dp && key.dq && key.qi)) {
    return (
      "its JWK lacks some of p, q, dp, dq and qi, which WebCrypto insists on; " +
      "add them, or use a build with the engine “cryptography”, which works them out"
    );
  }
  if (key.kty === "RSA") {
    return (
      `the browser does not take its numbers (a modulus of ${bits(key.n)} bits): ` +
      "they do not form an RSA key, or one of a size that it does not work with"
    );
  }
  if (key.kty === "EC" && op === "verify") return `x and y are not a point on the curve ${key.crv}`;
  const whose = key.kty === "AKP" ? alg : `the curve ${key.crv}`;
  if (op === "verify") return `it is not a public key of ${whose}`;
  return `it is not a private key of ${whose}, or its private and public parts do not belong together`;
}

/** Of a base64url number; leading zeros are rare enough. @param {string | undefined} number */
function bits(number) {
  return Math.floor(((number?.length ?? 0) * 6) / 8) * 8;
}
