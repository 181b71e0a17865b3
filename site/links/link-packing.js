/**
 * Packs text into the characters of a URL fragment and back: UTF-8, then DEFLATE, then base64url.
 */
import { Inflate, deflateSync, strFromU8, strToU8 } from "fflate";
import { withoutEnd } from "../shared/text-ends.js";

/**
 * The largest size that a link may unpack to, in bytes. DEFLATE can make a thousand bytes out of
 * one.
 */
export const MAX_UNPACKED = 4 * 1024 * 1024;
const STEP = 1024; // bytes of input at a time; they unpack to 1 MB at most

/** @param {string} text  Well-formed Unicode. @returns {string} */
export function pack(text) {
  return toBase64url(deflateSync(strToU8(text), { level: 9 }));
}

/**
 * @param {string} packed
 * @returns {string}
 * @throws {Error}  when it is damaged, or would unpack to more than MAX_UNPACKED bytes.
 */
export function unpack(packed) {
  const input = fromBase64url(packed);
  /** @type {Uint8Array[]} */
  const chunks = [];
  let size = 0;
  const inflate = new Inflate((chunk) => {
    chunks.push(chunk);
    size += chunk.length;
  });
  for (let at = 0; at < input.length; at += STEP) {
    inflate.push(input.subarray(at, at + STEP), at + STEP >= input.length);
    if (size > MAX_UNPACKED) throw new Error("The link holds too much.");
  }
  const output = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    output.set(chunk, at);
    at += chunk.length;
  }
  return strFromU8(output);
}

/** @param {Uint8Array} bytes */
function toBase64url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return withoutEnd(btoa(binary), "=").replace(/\+/g, "-").replace(/\//g, "_");
}

/** @param {string} text */
function fromBase64url(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
