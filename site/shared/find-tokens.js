/**
 * Finds the tokens in a log, or in any other text. Pure. The time is proportional to the length of
 * the text.
 */

/**
 * A token that was found in a text.
 * @typedef {object} Found
 * @property {string} token  In compact serialization.
 * @property {number} line  The number of the line in which it stands first, from 1.
 * @property {number} count  How often it stands in the text.
 */

/**
 * The largest number of tokens that are listed. Not far above it, the list would reach the greatest
 * height that browsers allow for an element.
 */
export const MOST = 200_000;

// A JOSE header is a JSON object, so its base64url begins like that of `{"`, `{}`, or `{` and white
// space. None of these expressions looks behind itself or comes back, so no stretch of the text is
// read twice.
const BEGIN = /e[wy3]/g;
const COMPACT = /[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*=*){1,4}/y;
const OBJECT = /^\{[\s"}]/;
const INSIDE = /[A-Za-z0-9_.-]/;
/** Escapes that may stand before a token, such as %22 or \n. The longest has six characters. */
const ESCAPE = /(?:%[0-9A-Fa-f]{2}|\\[nrt]|\\u[0-9A-Fa-f]{4})$/;
const LONGEST_ESCAPE = 6;

/** How much text is searched at a time, in UTF-16 units. */
const PIECE = 1 << 17;

/**
 * The result of a search.
 * @typedef {object} Finds
 * @property {Found[]} tokens
 * @property {number} total  All occurrences: a token that stands in the text twice counts twice.
 * @property {boolean} complete  False when the search ended early, because there are more than MOST
 *   tokens.
 */

/**
 * Finds compact JWS and JWE. Each different token is listed once, in the order of the text. Tokens
 * whose last part is cut off are found as well, so that the page can say what is wrong. Tokens that
 * are wrapped over several lines and JSON serializations are not found.
 * @param {string} text
 * @returns {Generator<void, Finds>}  Yields from time to time, so that the caller can let the page
 *   draw and react.
 */
export function* searchTokens(text) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  let total = 0;
  let line = 1;
  let newline = breakFrom(text, 0); // the first line break that `line` does not include
  const finds = (/** @type {boolean} */ complete) => ({
    tokens: [...found.values()],
    total,
    complete,
  });
  for (let start = 0, end = 0; start < text.length; start = end) {
    // Where one piece ends the next one begins, unless a token runs over its end. A piece takes one
    // character more, so that no beginning is cut in two.
    const piece = text.slice(start, start + PIECE + 1);
    end = Math.min(start + PIECE, text.length);
    BEGIN.lastIndex = 0;
    for (let begin = BEGIN.exec(piece); begin; begin = BEGIN.exec(piece)) {
      const at = start + begin.index;
      const match = mayBegin(text, at) ? compactAt(text, at) : null;
      if (match === null) continue;
      BEGIN.lastIndex = begin.index + match.length;
      end = Math.max(end, at + match.length);
      if (!OBJECT.test(decodedStart(match))) continue;
      const token = withoutFullStop(match);
      while (newline < at) {
        line += 1;
        newline = breakFrom(text, newline + 1);
      }
      const known = found.get(token);
      if (known) known.count += 1;
      else if (found.size === MOST) return finds(false);
      else found.set(token, { token, line, count: 1 });
      total += 1;
    }
    yield;
  }
  return finds(true);
}

/**
 * Returns where the next line break stands; Infinity when there is none. So a text without line
 * breaks is looked through for them only once.
 * @param {string} text @param {number} from
 */
function breakFrom(text, from) {
  const at = text.indexOf("\n", from);
  return at === -1 ? Infinity : at;
}

/**
 * Tells whether a token can begin here: where a word begins (but not after a dot, which is inside
 * of another token), or after an escape.
 * @param {string} text @param {number} at
 */
function mayBegin(text, at) {
  return (
    at === 0 ||
    !INSIDE.test(text.charAt(at - 1)) ||
    ESCAPE.test(text.slice(Math.max(0, at - LONGEST_ESCAPE), at))
  );
}

/** @param {string} text @param {number} at @returns {string | null} */
function compactAt(text, at) {
  COMPACT.lastIndex = at;
  return COMPACT.exec(text)?.[0] ?? null;
}

/** Decodes the first letters of a header, to see whether it is an object. @param {string} match */
function decodedStart(match) {
  const letters = match.slice(0, Math.min(4, match.indexOf(".")));
  return atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
}

/**
 * Removes full stops behind a token, which belong to the sentence around it. The second dot belongs
 * to the token even when nothing follows it: an unsecured token ends with it.
 * @param {string} match
 */
function withoutFullStop(match) {
  let token = match;
  while (token.endsWith(".") && token.split(".").length > 3) token = token.slice(0, -1);
  return token;
}
