/**
 * Opens encrypted private keys (PKCS#8 with PBES2, RFC 8018) with the browser's WebCrypto.
 *
 * It is part of the bundle of jwe.js, because few visits need either. It never throws. A wrong
 * passphrase and damaged bytes have one answer.
 */
import { encode } from "jose/base64url";
import { bytes } from "./bytes.js";
import { unsupported } from "./refusals.js";

/** @import { Answer, Question } from "./contract" */

/**
 * Answers with the private key in base64url; with null if it does not open.
 * @param {Extract<Question, { op: "open-key" }>} question
 * @returns {Promise<Answer>}
 */
export async function openKey({ derivation, bits, iv, ciphertext, passphrase }) {
  if (derivation.name !== "PBKDF2") return unsupported(derivation.name);
  const derived = await stretched(derivation, bits, bytes(passphrase)).catch(() => null);
  if (derived === null) return unsupported(`PBKDF2 with ${derivation.hash}`);
  /** @type {CryptoKey} */
  let key;
  try {
    key = await crypto.subtle.importKey("raw", derived, "AES-CBC", false, ["decrypt"]);
  } catch {
    return unsupported(`AES with ${bits} bits`); // Chromium has none with 192.
  }
  try {
    const how = { name: "AES-CBC", iv: bytes(iv) };
    const plain = await crypto.subtle.decrypt(how, key, bytes(ciphertext));
    return { value: encode(new Uint8Array(plain)) };
  } catch {
    return { value: null };
  }
}

/**
 * Derives the bytes of a key. Rejects where the browser does not have it.
 * @param {Extract<import("./contract").KeyDerivation, { name: "PBKDF2" }>} derivation
 * @param {number} bits
 * @param {Uint8Array<ArrayBuffer>} passphrase
 */
export async function stretched({ hash, salt, iterations }, bits, passphrase) {
  const key = await crypto.subtle.importKey("raw", passphrase, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash, salt: bytes(salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, bits));
}
