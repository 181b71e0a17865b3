/**
 * Opens a JWE whose content key begins with zero bytes, where the browser's RSA-OAEP leaves these
 * out: WebKitGTK takes the key for a number. jose then goes on with a random key, and says that the
 * token does not open (one token of 256). So the key is padded here, and the content is opened with
 * it. A key that does not unwrap, and a tag that does not fit, throw.
 */
import { bytes, joined } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { FlattenedJwe } from "./contract" */

/** The bytes of the content key, by `enc` (RFC 7518 section 5). @type {Record<string, number>} */
const KEY_BYTES = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  "A128CBC-HS256": 32,
  "A192CBC-HS384": 48,
  "A256CBC-HS512": 64,
};

/**
 * Returns the plaintext, still compressed if it was; null if the key is as long as it should be.
 * @param {string} enc
 * @param {FlattenedJwe} jwe
 * @param {CryptoKey} key  The private RSA key.
 * @returns {Promise<Bytes | null>}
 */
export async function openWithPaddedKey(enc, jwe, key) {
  const size = KEY_BYTES[enc] ?? 0;
  const sent = bytes(jwe.encrypted_key ?? "");
  const short = new Uint8Array(await crypto.subtle.decrypt("RSA-OAEP", key, sent));
  if (short.length >= size) return null;
  const cek = new Uint8Array(size);
  cek.set(short, size - short.length);
  const aad = jwe.aad === undefined ? "" : `.${jwe.aad}`;
  const authenticated = new TextEncoder().encode(`${jwe.protected ?? ""}${aad}`);
  const open = enc.endsWith("GCM") ? openGcm : openCbc;
  return open(cek, bytes(jwe.iv ?? ""), bytes(jwe.ciphertext), bytes(jwe.tag ?? ""), authenticated);
}

/**
 * RFC 7518 section 5.3.
 * @param {Bytes} cek @param {Bytes} iv @param {Bytes} text @param {Bytes} tag @param {Bytes} aad
 */
async function openGcm(cek, iv, text, tag, aad) {
  const key = await crypto.subtle.importKey("raw", cek, "AES-GCM", false, ["decrypt"]);
  if (tag.length !== 16) throw new Error("tag");
  const how = { name: "AES-GCM", iv, additionalData: aad, tagLength: 128 };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, joined(text, tag)));
}

/**
 * RFC 7518 section 5.2.2.2.
 * @param {Bytes} cek @param {Bytes} iv @param {Bytes} text @param {Bytes} tag @param {Bytes} aad
 */
async function openCbc(cek, iv, text, tag, aad) {
  const half = cek.length / 2;
  const hmac = { name: "HMAC", hash: `SHA-${half * 16}` };
  const macKey = await crypto.subtle.importKey("raw", cek.slice(0, half), hmac, false, ["sign"]);
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(aad.length * 8));
  const covered = joined(aad, iv, text, new Uint8Array(length.buffer));
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", macKey, covered)).slice(0, half);
  let difference = mac.length ^ tag.length;
  for (const [place, byte] of mac.entries()) difference |= byte ^ (tag[place] ?? 0);
  if (difference !== 0) throw new Error("tag");
  const key = await crypto.subtle.importKey("raw", cek.slice(half), "AES-CBC", false, ["decrypt"]);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, text));
}

/**
 * Inflates raw DEFLATE; null if that has more than `most` bytes.
 * @param {Bytes} data
 * @param {number} most
 */
export async function inflated(data, most) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  let found = new Uint8Array();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return found;
    found = joined(found, value);
    if (found.length > most) {
      await reader.cancel();
      return null;
    }
  }
}
