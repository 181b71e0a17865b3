/**
 * Puts into words what WebCrypto refuses. Browsers tell the kind of an error and little else,
 * so the sentence is made from that kind and from the question.
 */

/** @import { Fault, KeyMembers, Question } from "./contract" */

export const INSECURE =
  "Browsers give WebCrypto to pages on https:// and on localhost only, and this page came over plain HTTP. " +
  "Open it there, or choose the engine “auto”: only for RSA it takes a build with the engine “cryptography”.";

/**
 * @param {unknown} error  What WebCrypto or jose threw.
 * @param {Question} question
 * @returns {{ error: string, fault: Fault }}  A sentence; the end of one if the fault is `key`.
 */
export function refusal(error, question) {
  const kind = error instanceof Error ? error.name : "";
  const curve = "crv" in question ? question.crv : undefined;
  const subject = curve ?? ("alg" in question ? question.alg : "");
  // Its own name for a DOMException; jose's, when it does not know the algorithm.
  if (kind === "NotSupportedError" || kind === "JOSENotSupported") {
    return unsupported(subject);
  }
  if (question.op === "generate-key") {
    return failed(
      `The browser could not make a key for ${subject} (${kind || error}). Try again, or another algorithm.`,
    );
  }
  if (question.op === "import-key") {
    return ofKey(`the browser finds no public half to its private number on the curve ${subject}`);
  }
  if (
    "key" in question &&
    (kind === "DataError" || kind === "TypeError" || kind === "SyntaxError")
  ) {
    return ofKey(keyFault(question));
  }
  if (question.op === "sign" && kind === "OperationError" && question.key.kty === "RSA") {
    return ofKey(
      `it has ${bits(question.key.n)} bits, too few for a signature with ${subject}, ` +
        "or its numbers do not belong together",
    );
  }
  const isRsa = "key" in question && question.key.kty === "RSA";
  const other = isRsa
    ? "A build of this page with the engine “cryptography” can."
    : "The engine “noble” can.";
  return failed(`The browser's WebCrypto failed at this (${kind || error}). ${other}`);
}

/** @param {string} error @returns {{ error: string, fault: Fault }} */
function failed(error) {
  return { error, fault: "failed" };
}

/**
 * Says that the browser lacks something. Python adds who else can do it: its tables know.
 * @param {string} subject  A name of an algorithm or a curve.
 * @returns {{ error: string, fault: Fault }}
 */
export function unsupported(subject) {
  const error = `The WebCrypto of this browser does not have ${subject}. A newer browser may.`;
  return { error, fault: "unsupported" };
}

/** @param {string} error  The end of a sentence. @returns {{ error: string, fault: Fault }} */
export function ofKey(error) {
  return { error, fault: "key" };
}

/**
 * Says why a key was not imported: the end of a sentence that begins with “The key is refused”.
 * @param {{ op: string, alg?: string, key: KeyMembers }} question
 */
export function keyFault({ op, alg, key }) {
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
  if (key.kty === "EC" && op.startsWith("verify"))
    return `x and y are not a point on the curve ${key.crv}`;
  const whose = key.kty === "AKP" ? alg : `the curve ${key.crv}`;
  if (op.startsWith("verify")) return `it is not a public key of ${whose}`;
  return `it is not a private key of ${whose}, or its private and public parts do not belong together`;
}

/** The smallest RSA key that encrypts and decrypts (RFC 7518 section 4.3). */
export const MIN_RSA_BITS = 2048;

/** Says that an RSA key is too small for that: the end of a sentence. @param {KeyMembers} key */
export function fewBits({ n }) {
  return `it has ${bits(n)} bits, and the page encrypts and decrypts with ${MIN_RSA_BITS} or more`;
}

/**
 * Returns the size of a base64url number in bits. Leading zeros are rare enough to be ignored.
 * @param {string | undefined} number
 */
export function bits(number) {
  return Math.floor(((number?.length ?? 0) * 6) / 8) * 8;
}
