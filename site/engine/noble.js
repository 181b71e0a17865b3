/**
 * Signs and verifies with elliptic curves in JavaScript, with noble (@noble/curves). It serves
 * where WebCrypto is absent or lacks the curve.
 *
 * It comes with the first such question (`importNoble` in build-files.js).
 */
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { ed448, x448 } from "@noble/curves/ed448.js";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { encode } from "jose/base64url";
import { octets } from "./bytes.js";
import { createAnswer, insistOnSame } from "./noble-answers.js";
import { verifyEd25519, verifyEd448 } from "./noble-edwards.js";

/** @import { Scheme } from "./noble-answers.js" */
/** @import { KeyMembers } from "./contract" */
/** @import { ECDSA } from "@noble/curves/abstract/weierstrass.js" */

/**
 * The name of the curve, which takes SHA-256, SHA-384 or SHA-512 as JWS does. Signatures are made
 * as in RFC 6979, so the same key and data give the same signature.
 * @param {string} crv
 * @param {ECDSA} curve
 * @returns {Scheme}
 */
function weierstrass(crv, curve) {
  const size = /** @type {number} */ (curve.lengths.secretKey);
  // With low s alone, libraries of the Bitcoin world take the signature, and all others do, too.
  const lowS = crv === "secp256k1";
  /** @param {KeyMembers} key */
  const pointOf = ({ x, y }) => Uint8Array.from([4, ...octets(x, size), ...octets(y, size)]);
  return {
    verifier(key) {
      const point = pointOf(key);
      curve.Point.fromBytes(point); // throws where it is not on the curve
      return (data, signature) =>
        // JWS does not ask for a low s (RFC 7518 section 3.4).
        signature.length === 2 * size && curve.verify(signature, data, point, { lowS: false });
    },
    signer(key) {
      const number = octets(key.d, size);
      insistOnSame(curve.getPublicKey(number, false), pointOf(key));
      return (data) => curve.sign(data, number, { lowS });
    },
    complete: ({ d }) => jwk(octets(d, size)),
    generate: () => jwk(curve.utils.randomSecretKey()),
  };

  /** @param {Uint8Array} number @returns {KeyMembers} */
  function jwk(number) {
    const point = curve.getPublicKey(number, false); // throws where it is 0, or too large
    const [x, y] = [point.subarray(1, size + 1), point.subarray(size + 1)].map(encode);
    return { kty: "EC", crv, x, y, d: encode(number) };
  }
}

/**
 * Ed25519 and Ed448. Signatures have no randomness in them (RFC 8032).
 * @param {string} crv
 * @param {typeof ed25519} curve
 * @param {(signature: Uint8Array, data: Uint8Array, point: Uint8Array) => boolean} verify
 * @returns {Scheme}
 */
function edwards(crv, curve, verify) {
  const size = /** @type {number} */ (curve.lengths.publicKey);
  return {
    verifier({ x }) {
      const point = octets(x, size);
      curve.Point.fromBytes(point);
      return (data, signature) => signature.length === 2 * size && verify(signature, data, point);
    },
    signer({ x, d }) {
      const seed = octets(d, size);
      insistOnSame(curve.getPublicKey(seed), octets(x, size));
      return (data) => curve.sign(data, seed);
    },
    ...pairs(crv, curve),
  };
}

/**
 * Keys of key agreement, which sign nothing.
 * @param {string} crv
 * @param {typeof x25519} curve
 * @returns {Scheme}
 */
function montgomery(crv, curve) {
  return { verifier: refuse, signer: refuse, ...pairs(crv, curve) };
}

/** @returns {never} */
function refuse() {
  throw new RangeError("not a key that signs");
}

/**
 * @param {string} crv
 * @param {Pick<typeof x25519, "getPublicKey" | "utils" | "lengths">} curve
 * @returns {Pick<Scheme, "complete" | "generate">}
 */
function pairs(crv, curve) {
  const size = /** @type {number} */ (curve.lengths.secretKey);
  /** @param {Uint8Array} seed */
  const jwk = (seed) => ({
    ...{ kty: "OKP", crv, x: encode(curve.getPublicKey(seed)), d: encode(seed) },
  });
  return {
    complete: ({ d }) => jwk(octets(d, size)),
    generate: () => jwk(curve.utils.randomSecretKey()),
  };
}

/** @type {Record<string, Scheme>} */
const SCHEMES = {
  "P-256": weierstrass("P-256", p256),
  "P-384": weierstrass("P-384", p384),
  "P-521": weierstrass("P-521", p521),
  secp256k1: weierstrass("secp256k1", secp256k1),
  Ed25519: edwards("Ed25519", ed25519, verifyEd25519),
  Ed448: edwards("Ed448", ed448, verifyEd448),
  X25519: montgomery("X25519", x25519),
  X448: montgomery("X448", x448),
};

/** Answers a question about a key on a curve. */
export const answer = createAnswer((name) => SCHEMES[name]);
