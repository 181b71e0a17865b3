/**
 * Foreign text (of a token, a key, a link) as people may see it. Characters that nobody sees, or
 * that change how the text around them is shown, become escapes such as `\u{200B}`: the same that
 * the engine writes into its sentences. Knows no DOM.
 */
import table from "../content/characters.json";

/** The characters of the table, as the inside of a character class. */
const CLASS = table.ranges.replace(/[0-9A-F]+/g, (code) => `\\u{${code}}`).replaceAll(" ", "");
/** A backslash only where it could be taken for the beginning of an escape. */
const ESCAPED = new RegExp(`[${CLASS}]|\\\\(?=u\\{)`, "gu");
const HIDDEN = new RegExp(`[${CLASS}]`, "gu");

/**
 * What stands beside a joiner or a variation selector that people need: text beyond Latin, Greek
 * and Cyrillic, where joiners shape letters, or emoji.
 */
const SHAPED = "\\u{530}-\\u{1DFF}\\u{2010}-\\u{FFFF}";
const FAR = "\\u{10000}-\\u{1FFFF}";
// Looking back, WebKitGTK 2.50 misses a class with characters both within and beyond U+FFFF. So
// such a class is written as two.
const BEFORE = `[${SHAPED}]|[${FAR}]`;
const HIDDEN_BEFORE = table.ranges
  .split(" ")
  .map((range) => `[${range.replace(/[0-9A-F]+/g, (code) => `\\u{${code}}`)}]`)
  .join("|");
/** Ideographs. Selectors choose the form that a name is written with. */
const IDEOGRAPHS = "\\u{3400}-\\u{9FFF}\\u{F900}-\\u{FAFF}";
const FAR_IDEOGRAPHS = "\\u{20000}-\\u{3FFFF}";
/** What stands beside the wide blank of Chinese and Japanese, which is not taken for another. */
const WIDE = `\\u{3001}-\\u{30FF}\\u{FF01}-\\u{FF9F}${IDEOGRAPHS}`;
const FAR_WIDE = `\\u{E0100}-\\u{E01EF}${FAR_IDEOGRAPHS}`;
const NEEDED = [
  `(?<=${BEFORE})[\\u200C\\u200D](?=[${SHAPED}${FAR}])`,
  `(?<=[0-9#*]|${BEFORE})(?<!${HIDDEN_BEFORE})[\\uFE00-\\uFE0F]`,
  `(?<=[${IDEOGRAPHS}]|[${FAR_IDEOGRAPHS}])[\\u{E0100}-\\u{E01EF}]`,
  `(?<=[${WIDE}]|[${FAR_WIDE}])\\u3000(?=[${WIDE}${FAR_WIDE}])`,
].join("|");

/**
 * Finds the characters that an editor marks: all of the table but line breaks, tabs, and joiners,
 * selectors and wide blanks in their places. (With flag `u`, as CodeMirror wants it.)
 */
export const MARKED = new RegExp(`(?!${NEEDED}|[\\t\\n])[${CLASS}]`, "gu");

/** The longest name that is shown whole, in UTF-16 units. */
const LONGEST_NAME = 500;

/** @param {string} character */
const escaped = (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;

/**
 * Different texts stay different, also where a text holds what looks like an escape.
 * @param {string} text
 */
export function shown(text) {
  return text.replace(ESCAPED, escaped);
}

/**
 * Cuts a long text, but no character in two: half of an emoji would look like a damaged text.
 * @param {string} text
 * @param {number} longest  In UTF-16 units.
 */
export function beginning(text, longest) {
  if (text.length <= longest) return text;
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}

/**
 * Cuts a long name, such as that of a claim or a key. Nobody reads more of it, and the whole one
 * stands in an editor.
 * @param {string} name
 * @param {number} [longest]  In UTF-16 units.
 */
export function shortName(name, longest = LONGEST_NAME) {
  const start = beginning(name, longest);
  return start === name ? name : `${start}…`;
}

/**
 * Quotes a name in a sentence, as the engine does: its own quotation marks become escapes.
 * @param {string} name
 * @param {number} [longest]  In UTF-16 units.
 */
export function quoted(name, longest = LONGEST_NAME) {
  return `“${shown(shortName(name, longest)).replace(/[“”]/g, escaped)}”`;
}

/**
 * Escapes values in a table, where emoji and joined letters stay as they are.
 * @param {string} text
 */
export function shownValue(text) {
  return text.replace(MARKED, escaped);
}

/**
 * Returns a finished sentence without characters of the table. It is the last net: what a sentence
 * quotes should have gone through `shown`, here or in the engine.
 * @param {string} sentence
 */
export function plain(sentence) {
  return sentence.replace(HIDDEN, escaped);
}

/**
 * Returns a character in words, such as "U+200B zero-width space".
 * @param {number} code
 */
export function named(code) {
  const hex = code.toString(16).toUpperCase();
  const name = /** @type {Record<string, string>} */ (table.names)[hex] ?? kind(code);
  return `U+${hex.padStart(4, "0")} ${name}`;
}

/** @param {number} code */
function kind(code) {
  if (code < 0xa0) return "control character";
  if (code >= 0xd800 && code < 0xe000) return "half of a surrogate pair";
  if (code >= 0xe0100 && code < 0xe01f0) return "variation selector";
  return code >= 0xe0000 && code < 0xe1000 ? "tag character" : "private use";
}
