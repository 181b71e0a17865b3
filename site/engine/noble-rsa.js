/**
 * Wraps content keys with RSA-OAEP (RFC 7518 section 4.3). noble has no RSA, so this is that of
 * WebCrypto: it serves where the browser has RSA, but not the AES that encrypts the content.
 */

/** @import { KeyMembers } from "./contract" */

/** @param {string} alg */
export function isRsa(alg) {
  return alg.startsWith("RSA-OAEP") && Boolean(globalThis.crypto?.subtle);
}

/**
 * @param {string} alg
 * @param {KeyMembers} key  A private key; for `encrypt` a public one.
 * @param {"encrypt" | "decrypt"} usage
 */
export function importRsa(alg, key, usage) {
  const hash = `SHA-${alg.slice("RSA-OAEP-".length) || 1}`;
  return crypto.subtle.importKey("jwk", key, { name: "RSA-OAEP", hash }, false, [usage]);
}

/**
 * @param {CryptoKey} key @param {Uint8Array<ArrayBuffer>} sent
 * @param {number} size  The length of the content key. WebKitGTK leaves out zeros at its beginning.
 */
export async function openedByRsa(key, sent, size) {
  const found = new Uint8Array(await crypto.subtle.decrypt("RSA-OAEP", key, sent));
  const cek = new Uint8Array(size);
  cek.set(found, size - found.length);
  return cek;
}

/** @param {CryptoKey} key @param {Uint8Array<ArrayBuffer>} cek */
export async function sealedByRsa(key, cek) {
  return new Uint8Array(await crypto.subtle.encrypt("RSA-OAEP", key, cek));
}
