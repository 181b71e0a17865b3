/**
 * Signs and verifies with ML-DSA (FIPS 204) in JavaScript, with noble (@noble/post-quantum). It
 * serves where WebCrypto is absent or lacks it. The keys are those of RFC 9964: `priv` is the seed.
 *
 * It comes with the first such question (`importNobleMlDsa` in build-files.js), apart from the
 * curves, because few people need both.
 */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";
import { encode } from "jose/base64url";
import { octets } from "./bytes.js";
import { createAnswer, insistOnSame } from "./noble-answers.js";

/** @import { Scheme } from "./noble-answers.js" */

const SEED_BYTES = 32;

/**
 * Signatures are hedged: each one has fresh randomness in it (FIPS 204 section 3.4), as those of
 * WebCrypto have. The context is empty, as JWS wants it.
 * @param {string} alg
 * @param {typeof ml_dsa44} dsa
 * @returns {Scheme}
 */
function scheme(alg, dsa) {
  const { publicKey: keyBytes, signature: signatureBytes } = dsa.lengths;
  return {
    verifier({ pub }) {
      const key = octets(pub, /** @type {number} */ (keyBytes));
      return (data, signature) =>
        signature.length === signatureBytes && dsa.verify(signature, data, key);
    },
    signer({ pub, priv }) {
      const { publicKey, secretKey } = dsa.keygen(octets(priv, SEED_BYTES));
      insistOnSame(publicKey, octets(pub, publicKey.length));
      return (data) => dsa.sign(data, secretKey);
    },
    complete: ({ priv }) => jwk(octets(priv, SEED_BYTES)),
    generate: () => jwk(crypto.getRandomValues(new Uint8Array(SEED_BYTES))),
  };

  /** @param {Uint8Array} seed */
  function jwk(seed) {
    return { kty: "AKP", alg, pub: encode(dsa.keygen(seed).publicKey), priv: encode(seed) };
  }
}

/** @type {Record<string, Scheme>} */
const SCHEMES = {
  "ML-DSA-44": scheme("ML-DSA-44", ml_dsa44),
  "ML-DSA-65": scheme("ML-DSA-65", ml_dsa65),
  "ML-DSA-87": scheme("ML-DSA-87", ml_dsa87),
};

/** Answers a question about a key of ML-DSA. */
export const answer = createAnswer((name) => SCHEMES[name]);
