/**
 * Makes keys of passwords. PBKDF2 in JavaScript takes seconds where the browser's own code takes
 * a moment, so that is asked first where it is there.
 */
import { sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { bytes } from "./bytes.js";
import { stretched } from "./encrypted-key.js";

/** @import { CHash } from "@noble/hashes/utils.js" */
/** @import { KeyDerivation } from "./contract" */

/** @type {Record<string, CHash | undefined>} */
const HASHES = {
  "SHA-1": sha1,
  "SHA-224": sha224,
  "SHA-256": sha256,
  "SHA-384": sha384,
  "SHA-512": sha512,
};

/**
 * What one iteration takes in JavaScript, and what all of them may take: `PBKDF2_IN_JAVASCRIPT` and
 * `MAX_IN_JAVASCRIPT` of Python's `vocabulary/costs.py`. Python refuses what is beyond where it
 * knows that the work is done here. Where the browser's own code fails, it does not know.
 * @type {Record<string, number>}
 */
export const UNITS = { "SHA-1": 7, "SHA-224": 12, "SHA-256": 12, "SHA-384": 20, "SHA-512": 20 };
export const MOST_UNITS = 10_000_000;

/** So many iterations are not done in JavaScript. */
export class TooLongError extends Error {}

/** The most memory that scrypt may take: what the limits of Python allow, and a little more. */
const MOST_MEMORY = 2 ** 28 + 2 ** 20;

/**
 * Returns the bytes of a key. Rejects where it cannot be derived: with `TooLongError` if that takes
 * too long.
 * @param {KeyDerivation} derivation
 * @param {number} bits
 * @param {Uint8Array<ArrayBuffer>} password
 * @returns {Promise<Uint8Array>}
 */
export async function derived(derivation, bits, password) {
  const salt = bytes(derivation.salt);
  if (derivation.name === "scrypt") {
    const { n, r, p } = derivation;
    return scrypt(password, salt, { N: n, r, p, dkLen: bits / 8, maxmem: MOST_MEMORY });
  }
  const hash = HASHES[derivation.hash];
  if (!hash) throw new RangeError("another hash");
  if (globalThis.crypto?.subtle) {
    const quick = await stretched(derivation, bits, password).catch(() => null);
    if (quick) return quick;
  }
  const { iterations } = derivation;
  if (iterations * (UNITS[derivation.hash] ?? Infinity) > MOST_UNITS)
    throw new TooLongError(
      `The browser's own PBKDF2 failed at this, and ${iterations.toLocaleString("en")} ` +
        "iterations take too long in JavaScript.",
    );
  return pbkdf2(hash, password, salt, { c: iterations, dkLen: bits / 8 });
}
