/**
 * Makes a text of the bytes of a file. Files that are no text, such as keys in DER, become base64,
 * which the engine reads.
 */
import { derKind } from "./der-kind.js";

/** @import { KeyKind } from "./kinds.js" */

/**
 * @typedef {{ text: string, kind: KeyKind | "text" }
 *   | { bytes: Uint8Array, kind: "empty" | "archive" | "binary" }} FileText
 *   `text`: base64 if `kind` is a kind of key.
 */

/** How the bytes of some files begin, in hexadecimal. @type {[string, KeyKind | "archive"][]} */
const BEGINNINGS = [
  ["feedfeed", "key-store"],
  ["cececece", "key-store"],
  ["1f8b", "archive"],
  ["504b0304", "archive"],
  ["28b52ffd", "archive"],
  ["425a68", "archive"],
  ["fd377a585a", "archive"],
];
/** So many bytes tell how a text is written. */
const SAMPLE = 4096;

/** @param {Uint8Array} bytes @returns {FileText} */
export function textOf(bytes) {
  if (bytes.length === 0) return { bytes, kind: "empty" };
  const key = derKind(bytes);
  if (key !== null && key !== "other") return { text: base64(bytes), kind: key };
  const start = [...bytes.subarray(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const known = BEGINNINGS.find(([beginning]) => start.startsWith(beginning))?.[1];
  if (known === "archive") return { bytes, kind: known };
  if (known) return { text: "", kind: known };
  const text = decoded(bytes, start);
  return text === null ? { bytes, kind: "binary" } : { text, kind: "text" };
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/**
 * @param {Uint8Array} bytes
 * @param {string} start  The first bytes, in hexadecimal.
 * @returns {string | null}  Null when the bytes are no text.
 */
function decoded(bytes, start) {
  const wide = start.startsWith("fffe") ? "utf-16le" : start.startsWith("feff") ? "utf-16be" : null;
  const encoding = wide ?? withoutMark(bytes);
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes);
  if (bytes.subarray(0, SAMPLE).includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // An old log with letters such as “é” in one byte. Tokens in it can be read all the same.
    const control = bytes.subarray(0, SAMPLE).filter((byte) => byte < 32 && !isBlank(byte));
    return control.length === 0 && isMostlyAscii(bytes)
      ? new TextDecoder("windows-1252").decode(bytes)
      : null;
  }
}

/**
 * Tells UTF-16 without a mark at its beginning by its zeros: in what is read here, nearly every
 * other byte is one.
 * @param {Uint8Array} bytes
 * @returns {"utf-16le" | "utf-16be" | null}
 */
function withoutMark(bytes) {
  const sample = bytes.subarray(0, SAMPLE);
  if (bytes.length < 4 || bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = (sample.length / 2) * 0.9;
  if (odd >= most && even === 0) return "utf-16le";
  return even >= most && odd === 0 ? "utf-16be" : null;
}

/** Tells whether a byte is a tab, a line break or a form feed. @param {number} byte */
const isBlank = (byte) => byte >= 9 && byte <= 13;

/** @param {Uint8Array} bytes */
function isMostlyAscii(bytes) {
  const sample = bytes.subarray(0, SAMPLE);
  return sample.filter((byte) => byte < 0x80).length >= sample.length * 0.9;
}
