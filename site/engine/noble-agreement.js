/** Key agreement in JavaScript: ECDH-ES on all five curves (RFC 7518 section 4.6, RFC 8037). */
import { x25519 } from "@noble/curves/ed25519.js";
import { x448 } from "@noble/curves/ed448.js";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encode } from "jose/base64url";
import { bytes, joined, octets } from "./bytes.js";

/** @import { KeyMembers } from "./contract" */

const WEIERSTRASS = { "P-256": p256, "P-384": p384, "P-521": p521 };
const MONTGOMERY = { X25519: x25519, X448: x448 };
/** Both have the same functions. @type {Record<string, typeof x25519 | typeof p256 | undefined>} */
const CURVES = { ...WEIERSTRASS, ...MONTGOMERY };

/**
 * Returns the public point of a key as bytes. Throws where it is none of its curve.
 * @param {KeyMembers} jwk
 */
function pointOf({ crv, x, y }) {
  const size = sizeOf(crv);
  if (!isWeierstrass(crv)) return octets(x, size);
  const point = joined(Uint8Array.of(4), octets(x, size), octets(y, size));
  WEIERSTRASS[crv].Point.fromBytes(point);
  return point;
}

/** @param {string | undefined} crv @returns {crv is keyof typeof WEIERSTRASS} */
function isWeierstrass(crv) {
  return crv !== undefined && crv in WEIERSTRASS;
}

/** @param {string | undefined} crv */
function curveOf(crv) {
  const curve = CURVES[crv ?? ""];
  if (!curve) throw new RangeError("another curve");
  return curve;
}

/** @param {string | undefined} crv */
function sizeOf(crv) {
  return /** @type {number} */ (curveOf(crv).lengths.secretKey);
}

/**
 * Throws unless this is a key of its curve, and of a private key both halves belong together.
 * @param {KeyMembers} jwk
 */
export function insistOnKey(jwk) {
  const point = pointOf(jwk);
  if (jwk.d === undefined) return;
  const made = curveOf(jwk.crv).getPublicKey(octets(jwk.d, sizeOf(jwk.crv)), false);
  if (!made.every((byte, place) => byte === point[place])) throw new RangeError("another half");
}

/**
 * Returns a fresh key: its public half as `epk` has it, and its private half.
 * @param {string | undefined} crv
 */
export function ephemeral(crv) {
  const curve = curveOf(crv);
  const secret = curve.utils.randomSecretKey();
  const point = curve.getPublicKey(secret, false);
  if (!isWeierstrass(crv)) return { secret, epk: { kty: "OKP", crv, x: encode(point) } };
  const size = sizeOf(crv);
  const [x, y] = [point.slice(1, 1 + size), point.slice(1 + size)].map(encode);
  return { secret, epk: { kty: "EC", crv, x, y } };
}

/**
 * Returns the shared secret Z. Throws where there is none, as with points of small order.
 * @param {Uint8Array} secret
 * @param {KeyMembers} publicKey
 */
export function agreed(secret, publicKey) {
  const point = pointOf(publicKey);
  const { crv } = publicKey;
  // Of a point, Z is x alone. Its compressed form is one byte, and then x.
  if (isWeierstrass(crv)) return WEIERSTRASS[crv].getSharedSecret(secret, point, true).slice(1);
  return curveOf(crv).getSharedSecret(secret, point);
}

/**
 * The Concat KDF of RFC 7518 section 4.6.2.
 * @param {Uint8Array} z
 * @param {string} name  The `enc` of ECDH-ES, else the `alg`.
 * @param {number} size  In bytes.
 * @param {{ apu?: unknown, apv?: unknown }} header
 */
export function concatKdf(z, name, size, { apu, apv }) {
  const info = joined(
    counted(new TextEncoder().encode(name)),
    counted(party(apu)),
    counted(party(apv)),
    number(size * 8),
  );
  const rounds = Array.from({ length: Math.ceil(size / 32) }, (_, round) =>
    sha256(joined(number(round + 1), z, info)),
  );
  return joined(...rounds).slice(0, size);
}

/** @param {unknown} text */
function party(text) {
  return text === undefined ? new Uint8Array() : bytes(text);
}

/** @param {Uint8Array} data */
function counted(data) {
  return joined(number(data.length), data);
}

/** @param {number} value */
function number(value) {
  const four = new DataView(new ArrayBuffer(4));
  four.setUint32(0, value);
  return new Uint8Array(four.buffer);
}
