/** Bytes: those of a text in base64url, and several one after the other. */
import { decode } from "jose/base64url";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * Returns the bytes of a text in base64url. Throws if it is none, or no text at all.
 * @param {unknown} text
 * @returns {Bytes}
 */
export function bytes(text) {
  if (typeof text !== "string") throw new TypeError("no text");
  return /** @type {Bytes} */ (decode(text));
}

/**
 * The same, for a member of a key. Throws if it has another length, too.
 * @param {unknown} text
 * @param {number} length  In bytes.
 */
export function octets(text, length) {
  const found = bytes(text);
  if (found.length !== length) throw new RangeError("another length");
  return found;
}

/** Returns all parts, one after the other. @param {...Uint8Array} parts @returns {Bytes} */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
