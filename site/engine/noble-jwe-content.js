/**
 * Encrypts and decrypts content, and wraps keys, with AES in JavaScript (RFC 7518 sections 4.4, 4.7
 * and 5). Whatever does not fit throws.
 */
import { aeskw, cbc, gcm } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { joined } from "./bytes.js";

/** @import { CHash } from "@noble/hashes/utils.js" */
/** @import { Bytes } from "./bytes.js" */

const IV_BYTES = { gcm: 12, cbc: 16 };
const GCM_TAG_BYTES = 16;

/**
 * What is known of an `enc`. With AES-CBC the first half of the key makes the tag.
 * @typedef {{ keyBytes: number, hash?: CHash }} Facts
 */

/** @type {Record<string, Facts>} */
const ENCRYPTIONS = {
  A128GCM: { keyBytes: 16 },
  A192GCM: { keyBytes: 24 },
  A256GCM: { keyBytes: 32 },
  "A128CBC-HS256": { keyBytes: 32, hash: sha256 },
  "A192CBC-HS384": { keyBytes: 48, hash: sha384 },
  "A256CBC-HS512": { keyBytes: 64, hash: sha512 },
};

/** @param {string} enc */
export function keyBytesOf(enc) {
  return facts(enc).keyBytes;
}

/** @param {string} enc @returns {Facts} */
function facts(enc) {
  const found = ENCRYPTIONS[enc];
  if (!found) throw new RangeError("another enc");
  return found;
}

/**
 * @param {string} enc @param {Uint8Array} key
 * @param {Uint8Array} plaintext @param {Uint8Array} aad
 */
export function encryptContent(enc, key, plaintext, aad) {
  const { hash } = facts(enc);
  const iv = random(hash ? IV_BYTES.cbc : IV_BYTES.gcm);
  if (!hash) return { iv, ...gcmSealed(key, iv, plaintext, aad) };
  const half = key.length / 2;
  const ciphertext = cbc(key.slice(half), iv).encrypt(plaintext);
  return { iv, ciphertext, tag: cbcTag(hash, key.slice(0, half), iv, ciphertext, aad) };
}

/**
 * @param {string} enc @param {Uint8Array} key @param {Uint8Array} iv
 * @param {Uint8Array} ciphertext @param {Uint8Array} tag @param {Uint8Array} aad
 * @returns {Bytes}
 */
export function decryptContent(enc, key, iv, ciphertext, tag, aad) {
  const { hash } = facts(enc);
  if (!hash) return gcmOpened(key, iv, ciphertext, tag, aad);
  const half = key.length / 2;
  const made = cbcTag(hash, key.slice(0, half), iv, ciphertext, aad);
  if (!sameInConstantTime(made, tag)) throw new Error("tag");
  return cbc(key.slice(half), iv).decrypt(ciphertext);
}

/** @param {Uint8Array} key @param {Uint8Array} wrapped */
export function unwrapped(key, wrapped) {
  return aeskw(key).decrypt(wrapped);
}

/** @param {Uint8Array} key @param {Uint8Array} content */
export function wrapped(key, content) {
  return aeskw(key).encrypt(content);
}

/**
 * @param {Uint8Array} key @param {Uint8Array} iv
 * @param {Uint8Array} plaintext @param {Uint8Array} [aad]
 */
export function gcmSealed(key, iv, plaintext, aad) {
  const both = gcm(key, iv, aad).encrypt(plaintext);
  const end = both.length - GCM_TAG_BYTES;
  return { ciphertext: both.slice(0, end), tag: both.slice(end) };
}

/**
 * noble compares the tags in constant time.
 * @param {Uint8Array} key @param {Uint8Array} iv
 * @param {Uint8Array} ciphertext @param {Uint8Array} tag @param {Uint8Array} [aad]
 */
export function gcmOpened(key, iv, ciphertext, tag, aad) {
  if (iv.length !== IV_BYTES.gcm || tag.length !== GCM_TAG_BYTES) throw new RangeError("length");
  return gcm(key, iv, aad).decrypt(joined(ciphertext, tag));
}

/**
 * RFC 7518 section 5.2.2.1.
 * @param {CHash} hash @param {Uint8Array} key @param {Uint8Array} iv
 * @param {Uint8Array} ciphertext @param {Uint8Array} aad
 */
function cbcTag(hash, key, iv, ciphertext, aad) {
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(aad.length * 8));
  const covered = joined(aad, iv, ciphertext, new Uint8Array(length.buffer));
  return hmac(hash, key, covered).slice(0, key.length);
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function sameInConstantTime(one, other) {
  let difference = one.length ^ other.length;
  for (const [place, byte] of one.entries()) difference |= byte ^ (other[place] ?? 0);
  return difference === 0;
}

/** @param {number} size */
export function random(size) {
  return crypto.getRandomValues(new Uint8Array(size));
}
