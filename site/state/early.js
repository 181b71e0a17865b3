/**
 * Reads header and payload before the engine is there: only what the engine will read in the same
 * way. Whatever is unusual about a token waits for the engine, so that nothing shown early is taken
 * back. Checks nothing.
 */
import { preview } from "./preview.js";

/** @import { Preview } from "./model" */

/** The longest text that is read here, in UTF-16 units. */
const LONGEST = 1 << 18;
/** The deepest nesting that the engine reads, in levels. */
const DEEPEST = 200;

/** One compact JWS with a payload, and what people paste around it. */
const PLAIN =
  /^[\t-\r ]{0,9}["']?(?:authorization: *)?(?:bearer +)?["']?(e[wy3][\w-]*)\.([\w-]+)\.([\w-]*)[\t-\r "',;]{0,9}$/i;
/** The last character has no bits that are not used (RFC 4648 section 3.5). */
const CANONICAL = /^(?:.{4})*(?:.[AQgw]|..[AEIMQUYcgkosw048])?$/;
/** In such texts the engine may look for another token: in base64 or in hexadecimal digits. */
const WRAPPING = /base64-|65(?:79|77)[\da-f]{60}/i;
/** Parameters that change what the payload is. */
const CHANGING = ["b64", "enc", "zip"];

/**
 * @param {string} token  As the user gave it.
 * @returns {Preview | null}  Null when the token is left to the engine.
 */
export function early(token) {
  if (token.length > LONGEST || WRAPPING.test(token)) return null;
  const segments = PLAIN.exec(token)?.slice(1);
  if (!segments?.every((each) => CANONICAL.test(each))) return null;
  const read = preview(segments.join("."));
  const header = readObject(read.header);
  if (typeof header?.alg !== "string" || CHANGING.some((name) => name in header)) return null;
  return readObject(read.payload) && read;
}

/**
 * @param {string | null} text
 * @returns {Record<string, unknown> | null}  Null for all but a JSON object without duplicates.
 */
function readObject(text) {
  // This character stands where the bytes are not UTF-8.
  if (text === null || text.includes("\ufffd") || !/^\s*\{/.test(text)) return null;
  try {
    const value = JSON.parse(text);
    return countMembers(value) === countNames(text) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Counts the members of all objects in a value.
 * @param {unknown} value
 * @returns {number}  NaN when the value nests deeper than the engine reads.
 */
function countMembers(value, depth = 1) {
  if (typeof value !== "object" || value === null) return 0;
  if (depth > DEEPEST) return Number.NaN;
  const parts = Object.values(value);
  const own = Array.isArray(value) ? 0 : parts.length;
  return parts.reduce((sum, each) => sum + countMembers(each, depth + 1), own);
}

/** Counts the names in a JSON text: strings with a colon behind. @param {string} text */
function countNames(text) {
  const strings = text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"?[ \t\r\n]*(:?)/g);
  return [...strings].filter(([, colon]) => colon !== "").length;
}
