/**
 * Guesses where the parts of a compact token are, for their colours alone. The engine's report
 * decides.
 */

import { withoutEnd } from "../shared/text-ends.js";

/** @typedef {import("../engine/contract").Segment} Segment */

const JWS = ["header", "payload", "signature"];
const JWE = ["header", "encrypted_key", "iv", "ciphertext", "tag"];
/** What people paste behind a token. */
const AROUND = " \t\n\r\f\v\u00a0\ufeff\"'`>,;";
const MOST_AROUND = 64;

/**
 * Splits a text at its dots, and leaves out what people paste around tokens.
 * @param {string} text
 * @returns {Segment[]}  Offsets in UTF-16 units. Empty for a text that is no compact token, such as
 *   a JSON serialization.
 */
export function guessSegments(text) {
  const before =
    /^[\s"'`<]*(?:authorization\s*:\s*)?(?:bearer\s+)?["']?/i.exec(text)?.[0].length ?? 0;
  const last = text.slice(-MOST_AROUND);
  const end = text.length - last.length + withoutEnd(last, AROUND).length;
  if (before >= end || text[before] === "{") return [];
  const parts = text.slice(before, end).split(".");
  const names = parts.length > 3 ? JWE : JWS;
  let start = before;
  return parts.slice(0, names.length).map((part, index) => {
    const segment = { name: names[index] ?? "other", start, end: start + part.length };
    start += part.length + 1;
    return segment;
  });
}
