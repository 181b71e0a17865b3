/**
 * Guesses where the parts of a compact token are, for their colours alone. The engine's report
 * decides.
 */

/** @typedef {import("../engine/contract").Segment} Segment */

const JWS = ["header", "payload", "signature"];
const JWE = ["header", "encrypted_key", "iv", "ciphertext", "tag"];

/**
 * Splits a text at its dots, and leaves out what people paste around tokens.
 * @param {string} text
 * @returns {Segment[]}  Offsets in UTF-16 units. Empty for a text that is no compact token, such as
 *   a JSON serialization.
 */
export function guessSegments(text) {
  const before =
    /^[\s"'`<]*(?:authorization\s*:\s*)?(?:bearer\s+)?["']?/i.exec(text)?.[0].length ?? 0;
  const after = /[\s"'`>,;]*$/.exec(text.slice(-64))?.[0].length ?? 0;
  const end = text.length - after;
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
