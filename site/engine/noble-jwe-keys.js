/** How the content key of a JWE comes about (RFC 7518 section 4), in JavaScript. */
import { encode } from "jose/base64url";
import { bytes, joined } from "./bytes.js";
import { agreed, concatKdf, ephemeral } from "./noble-agreement.js";
import { derived } from "./noble-derive.js";
import {
  gcmOpened,
  gcmSealed,
  keyBytesOf,
  random,
  unwrapped,
  wrapped,
} from "./noble-jwe-content.js";
import { importRsa, isRsa, openedByRsa, sealedByRsa } from "./noble-rsa.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { KeyMembers } from "./contract" */

/** @typedef {Record<string, unknown>} Header */

const SALT_BYTES = 16;
const GCM_IV_BYTES = 12;

/** Tells whether an algorithm is had here. @param {string} alg */
export function has(alg) {
  return isRsa(alg) || /^(dir$|ECDH-ES|A\d+(GCM)?KW$|PBES2-)/.test(alg);
}

/** Tells whether the content key is agreed on, or is the shared one. @param {string} alg */
function isDirect(alg) {
  return alg === "dir" || alg === "ECDH-ES";
}

/**
 * Returns the content key. Rejects, or has another length, if it does not come out.
 * @param {string} alg @param {string} enc
 * @param {Header} header  The JOSE header.
 * @param {KeyMembers} key
 * @param {Bytes} sent  The encrypted key.
 */
export async function contentKey(alg, enc, header, key, sent) {
  if (alg === "dir") return bytes(key.k);
  if (isRsa(alg)) return openedByRsa(await importRsa(alg, key, "decrypt"), sent, keyBytesOf(enc));
  if (alg.endsWith("GCMKW"))
    return gcmOpened(bytes(key.k), bytes(header.iv), sent, bytes(header.tag));
  const wrapping = await wrappingKey(alg, enc, header, key, () => {
    const epk = /** @type {KeyMembers} */ (header.epk);
    if (epk.crv !== key.crv) throw new RangeError("another curve");
    return agreed(bytes(key.d), epk);
  });
  return isDirect(alg) ? wrapping : unwrapped(wrapping, sent);
}

/**
 * Returns the content key, the encrypted key, and what has to be added to the header.
 * @param {string} alg @param {string} enc
 * @param {Header} header  What the header says already.
 * @param {KeyMembers} key
 * @param {Uint8Array} cek  A random content key. With `dir` and ECDH-ES it is another one.
 * @returns {Promise<{ cek: Uint8Array, sent: Uint8Array, added: Header }>}
 */
export async function sealedKey(alg, enc, header, key, cek) {
  const nothing = new Uint8Array();
  if (alg === "dir") return { cek: bytes(key.k), sent: nothing, added: {} };
  if (isRsa(alg)) {
    const sent = await sealedByRsa(await importRsa(alg, key, "encrypt"), Uint8Array.from(cek));
    return { cek, sent, added: {} };
  }
  if (alg.endsWith("GCMKW")) {
    const iv = random(GCM_IV_BYTES);
    const { ciphertext, tag } = gcmSealed(bytes(key.k), iv, cek);
    return { cek, sent: ciphertext, added: { iv: encode(iv), tag: encode(tag) } };
  }
  /** @type {Header} */
  const added = {};
  if (alg.startsWith("PBES2")) added.p2s = encode(random(SALT_BYTES));
  const wrapping = await wrappingKey(alg, enc, { ...header, ...added }, key, () => {
    const { secret, epk } = ephemeral(key.crv);
    added.epk = epk;
    return agreed(secret, key);
  });
  if (isDirect(alg)) return { cek: wrapping, sent: nothing, added };
  return { cek, sent: wrapped(wrapping, cek), added };
}

/**
 * Returns the key that wraps the content key; with ECDH-ES alone, the content key itself.
 * @param {string} alg @param {string} enc @param {Header} header @param {KeyMembers} key
 * @param {() => Uint8Array} agree  Returns the shared secret of a key agreement.
 */
async function wrappingKey(alg, enc, header, key, agree) {
  if (alg === "ECDH-ES") return concatKdf(agree(), enc, keyBytesOf(enc), header);
  const size = Number(/A(\d+)KW$/.exec(alg)?.[1]) / 8;
  if (alg.startsWith("ECDH-ES")) return concatKdf(agree(), alg, size, header);
  const secret = bytes(key.k);
  if (!alg.startsWith("PBES2")) {
    if (secret.length !== size) throw new RangeError("another length");
    return secret;
  }
  const salt = joined(new TextEncoder().encode(`${alg}\0`), bytes(header.p2s));
  const hash = `SHA-${/HS(\d+)/.exec(alg)?.[1]}`;
  const iterations = Number(header.p2c);
  return derived({ name: "PBKDF2", hash, salt: encode(salt), iterations }, size * 8, secret);
}
