/** Opens encrypted private keys (PKCS#8 with PBES2, RFC 8018) in JavaScript. It never throws. */
import { cbc } from "@noble/ciphers/aes.js";
import { encode } from "jose/base64url";
import { bytes } from "./bytes.js";
import { derived, TooLongError } from "./noble-derive.js";

/** @import { Answer, Question } from "./contract" */

/**
 * Answers with the private key in base64url; with null if it does not open.
 * @param {Extract<Question, { op: "open-key" }>} question
 * @returns {Promise<Answer>}
 */
export async function openKey({ derivation, bits, iv, ciphertext, passphrase }) {
  /** @type {Uint8Array} */
  let key;
  try {
    key = await derived(derivation, bits, bytes(passphrase));
  } catch (error) {
    if (error instanceof TooLongError) return { error: error.message, fault: "failed" };
    const kind = error instanceof Error ? error.name : error;
    const told = `The engine “noble” could not make a key of the passphrase (${kind}).`;
    return { error: told, fault: "failed" };
  }
  try {
    return { value: encode(cbc(key, bytes(iv)).decrypt(bytes(ciphertext))) };
  } catch {
    return { value: null };
  }
}
