/**
 * Verifies Ed25519 and Ed448 as OpenSSL does it, so that every engine has the same verdict.
 *
 * RFC 8032 allows two equations: with the cofactor in it, or without. They differ only for
 * signatures that somebody makes on purpose, with points outside of the group of the base point.
 * noble has those with the cofactor. OpenSSL has the one without for Ed25519 (so have BoringSSL and
 * NSS: they work out what R must be, and compare its bytes), and the one with it for Ed448.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { ed448 } from "@noble/curves/ed448.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { same } from "./noble-answers.js";

/**
 * @param {Uint8Array} signature  64 bytes.
 * @param {Uint8Array} data
 * @param {Uint8Array} key  The public key: 32 bytes that are a point of the curve.
 */
export function verifyEd25519(signature, data, key) {
  const { Point } = ed25519;
  const order = Point.Fn.ORDER;
  const r = signature.subarray(0, 32);
  const s = number(signature.subarray(32));
  if (s >= order) return false;
  const challenge = number(sha512(Uint8Array.from([...r, ...key, ...data]))) % order;
  const negated = Point.fromBytes(key).multiplyUnsafe(challenge);
  return same(Point.BASE.multiplyUnsafe(s).subtract(negated).toBytes(), r);
}

/**
 * @param {Uint8Array} signature  114 bytes.
 * @param {Uint8Array} data
 * @param {Uint8Array} key  The public key: 57 bytes that are a point of the curve.
 */
export function verifyEd448(signature, data, key) {
  if (!ed448.verify(signature, data, key)) return false;
  // OpenSSL does not take an R whose x is 0: no nonce but 0 gives it.
  return ed448.Point.fromBytes(signature.subarray(0, 57)).x !== 0n;
}

/** @param {Uint8Array} littleEndian */
function number(littleEndian) {
  const digits = Array.from(littleEndian, (byte) => byte.toString(16).padStart(2, "0"));
  return BigInt(`0x${digits.reverse().join("")}`);
}
