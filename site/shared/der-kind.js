/**
 * Tells what a value in DER is, from its outermost members alone. It is for choosing the place of a
 * file; the engine reads the key itself, and checks everything.
 */

/** @import { KeyKind } from "./kinds.js" */

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;
const SET = 0x31;

/** @typedef {{ tag: number, start: number, end: number }} Value  Where its content stands. */

/**
 * @param {Uint8Array} bytes
 * @returns {KeyKind | "other" | null}  "other": DER, but no key. Null: the bytes are not one whole
 *   SEQUENCE in DER.
 */
export function derKind(bytes) {
  const whole = valueAt(bytes, 0, bytes.length);
  if (whole?.tag !== SEQUENCE || whole.end !== bytes.length) return null;
  const [first, second, third] = members(bytes, whole);
  if (first?.tag === INTEGER) {
    const isSmall = first.end - first.start === 1;
    const version = isSmall ? bytes[first.start] : -1;
    if (second?.tag === INTEGER) return version === 0 ? "private-key" : "public-key"; // PKCS#1
    if (second?.tag === OCTET_STRING) return "private-key"; // SEC1
    if (second?.tag !== SEQUENCE) return "other";
    return version === 3 ? "pkcs12" : third?.tag === OCTET_STRING ? "private-key" : "other";
  }
  if (first?.tag !== SEQUENCE) return "other";
  if (second?.tag === BIT_STRING) return "public-key"; // SPKI
  if (second?.tag === OCTET_STRING) return "private-key"; // encrypted PKCS#8
  if (second?.tag !== SEQUENCE || third?.tag !== BIT_STRING) return "other";
  return isRequest(bytes, first) ? "certificate-request" : "certificate";
}

/**
 * In a request a name comes second, and in a certificate an algorithm or, behind its version, the
 * serial number.
 * @param {Uint8Array} bytes
 * @param {Value} signed
 */
function isRequest(bytes, signed) {
  const [version, second] = members(bytes, signed);
  if (version?.tag !== INTEGER || second?.tag !== SEQUENCE) return false;
  return second.start === second.end || bytes[second.start] === SET;
}

/**
 * Returns the first three values inside of another one.
 * @param {Uint8Array} bytes
 * @param {Value} value
 */
function members(bytes, { start, end }) {
  /** @type {Value[]} */
  const found = [];
  for (let at = start; at < end && found.length < 3; ) {
    const next = valueAt(bytes, at, end);
    if (next === null) break;
    found.push(next);
    at = next.end;
  }
  return found;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} limit
 * @returns {Value | null}
 */
function valueAt(bytes, at, limit) {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit) return null;
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const more = first & 0x7f;
    if (more === 0 || more > 4) return null; // DER has no open lengths, and files are no longer
    length = 0;
    for (let index = 0; index < more; index++) length = length * 256 + (bytes[start + index] ?? 0);
    start += more;
  }
  return start + length <= limit ? { tag, start, end: start + length } : null;
}
