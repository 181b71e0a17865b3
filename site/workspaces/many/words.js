/** The words and signs of the verdicts, and how much of a token is shown in a list. Pure. */

/** @typedef {import("./rows.js").Kind} Kind */

/**
 * `counted`: after a number, in the summary.
 * @type {Record<Kind, { word: string, sign: string, counted: string }>}
 */
export const KINDS = {
  valid: { word: "Valid", sign: "✓", counted: "valid" },
  "audience-not-set": { word: "Audience not set", sign: "!", counted: "with audience not set" },
  invalid: { word: "Invalid", sign: "✕", counted: "invalid" },
  unverified: { word: "Not verified", sign: "?", counted: "not verified" },
};
export const WAITING = { word: "Not judged", sign: "…" };

const HEAD = 14; // how many characters are shown of a token's beginning, and of its end
const TAIL = 8;
/** So many characters stand before what was found, where the beginning of a text is left out. */
const BEFORE = 12;

/**
 * Shortens a token. What was searched for stays visible.
 * @param {string} token
 * @param {string} wanted  In lower case; "" for none.
 */
export function shortToken(token, wanted) {
  if (token.length <= HEAD + TAIL + 1) return token;
  const at = wanted === "" ? -1 : token.toLowerCase().indexOf(wanted);
  const end = at + wanted.length;
  const isSeen = at < 0 || end <= HEAD || at >= token.length - TAIL;
  if (isSeen) return `${token.slice(0, HEAD)}…${token.slice(-TAIL)}`;
  const from = at <= HEAD ? 0 : at;
  const head = from === 0 ? "" : `${token.slice(0, 4)}…`;
  const rest = end >= token.length - TAIL ? token.slice(from) : `${token.slice(from, end)}…`;
  return head + rest;
}

/**
 * Leaves out the beginning of a sentence when what was searched for stands far inside of it: a row
 * shows only so much.
 * @param {string} text
 * @param {string} wanted  In lower case; "" for none.
 */
export function excerpt(text, wanted) {
  const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted);
  if (at <= 2 * BEFORE) return text;
  const blank = text.lastIndexOf(" ", at - BEFORE);
  return `…${text.slice(blank === -1 ? at : blank + 1)}`;
}

/**
 * Writes how much text it is: "29 MB of text".
 * @param {number} length  In characters.
 */
export function amountOf(length) {
  if (length < 1_000) return `${length} characters of text`;
  if (length < 1_000_000) return `${Math.round(length / 1_000)} kB of text`;
  return `${(length / 1_000_000).toFixed(length < 10_000_000 ? 1 : 0)} MB of text`;
}
