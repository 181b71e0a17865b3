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
// space. A token begins where a word begins (but not after a dot, which is inside of another
// token), or after an escape such as %22 or \n.
// No two neighbouring parts of this expression accept the same character, and nothing follows the
// last part. So no stretch of the text is read twice.
const COMPACT =
  /(?:(?<![A-Za-z0-9_.-])|(?<=%[0-9A-Fa-f]{2}|\\[nrt]|\\u[0-9A-Fa-f]{4}))e[wy3][A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*=*){1,4}/g;
const OBJECT = /^\{[\s"}]/;

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
  let counted = 0; // `line` includes the line breaks before this offset
  const finds = (/** @type {boolean} */ complete) => ({
    tokens: [...found.values()],
    total,
    complete,
  });
  for (const { start, piece } of pieces(text)) {
    for (const { 0: match, index } of piece.matchAll(COMPACT)) {
      if (
        !OBJECT.test(
          atob(match.slice(0, 4).replace(/\..*$/, "").replaceAll("-", "+").replaceAll("_", "/")),
        )
      )
        continue;
      const token = withoutFullStop(match);
      for (
        let at = text.indexOf("\n", counted);
        at !== -1 && at < start + index;
        at = text.indexOf("\n", counted)
      ) {
        line += 1;
        counted = at + 1;
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
 * Cuts the text into pieces. Each piece ends with a character that stands neither in a token nor in
 * an escape before a token, so no token is cut in two.
 * @param {string} text
 */
function* pieces(text) {
  const between = /[\s"',;&<>]/g;
  for (let start = 0, end = 0; start < text.length; start = end) {
    between.lastIndex = start + PIECE;
    end = between.test(text) ? between.lastIndex : text.length;
    yield { start, piece: text.slice(start, end) };
  }
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
