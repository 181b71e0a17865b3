/** Finds the tokens in a log, or in any text. Pure; takes time in proportion to the text. */

/**
 * A token as it stands in a text.
 * @typedef {object} Found
 * @property {string} token  Compact serialization.
 * @property {number} line  Where it stands first, from 1.
 * @property {number} count  How often it stands there.
 */

/** More are not listed: the browser's own limits on a list's height begin not far beyond. */
export const MOST = 200_000;

// A JOSE header is a JSON object, so its base64url begins like that of `{"`, `{}` or `{`
// and white space. A token begins where a word does (after a dot is the midst of
// another), or after an escape such as %22 or \n.
// No two neighbours share a character and nothing follows the last, so no run is walked twice.
const COMPACT =
  /(?:(?<![A-Za-z0-9_.-])|(?<=%[0-9A-Fa-f]{2}|\\[nrt]|\\u[0-9A-Fa-f]{4}))e[wy3][A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*=*){1,4}/g;
const OBJECT = /^\{[\s"}]/;

/** How much text is looked through at a time. UTF-16 units. */
const PIECE = 1 << 17;

/**
 * What was found.
 * @typedef {object} Finds
 * @property {Found[]} tokens
 * @property {number} total  Counts repetitions.
 * @property {boolean} complete  There were no more than MOST.
 */

/**
 * Compact JWS and JWE, each different one once, in the order of the text. Those cut off
 * before their last part are found, too, to be told so. Tokens wrapped over several lines
 * and JSON serializations are not looked for.
 * @param {string} text
 * @returns {Generator<void, Finds>}  Yields from time to time: whoever shows a page lets it live then.
 */
export function* searchTokens(text) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  let total = 0;
  let line = 1;
  let counted = 0; // line breaks before here are in `line`
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

/** The text in pieces that end with what stands in no token and in no escape before one. @param {string} text */
function* pieces(text) {
  const between = /[\s"',;&<>]/g;
  for (let start = 0, end = 0; start < text.length; start = end) {
    between.lastIndex = start + PIECE;
    end = between.test(text) ? between.lastIndex : text.length;
    yield { start, piece: text.slice(start, end) };
  }
}

/**
 * Full stops after a token are the sentence's. The second dot is the token's own, even
 * with nothing behind it: an unsecured token ends so. @param {string} match
 */
function withoutFullStop(match) {
  let token = match;
  while (token.endsWith(".") && token.split(".").length > 3) token = token.slice(0, -1);
  return token;
}
