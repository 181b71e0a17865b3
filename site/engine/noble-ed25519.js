/**
 * Verifies Ed25519 as OpenSSL does it, so that every engine has the same verdict.
 *
 * RFC 8032 section 5.1.7 allows two equations: with the cofactor 8 in it, or without. They differ
 * for signatures only that somebody makes on purpose, with points outside of the group of the base
 * point. noble has the one with the cofactor; OpenSSL has the one without, and so have BoringSSL
 * and NSS: they work out what R must be and compare its bytes.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { same } from "./noble-answers.js";

/** @param {Uint8Array} littleEndian */
function number(littleEndian) {
  const digits = Array.from(littleEndian, (byte) => byte.toString(16).padStart(2, "0"));
  return BigInt(`0x${digits.reverse().join("")}`);
}

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
  const point = Point.BASE.multiplyUnsafe(s).subtract(
    Point.fromBytes(key).multiplyUnsafe(challenge),
  );
  return same(point.toBytes(), r);
}
