/**
 * Says in words why no verifier would take a token with this header and this payload: where the
 * JSON breaks, what should stand there and what stands there instead. Pure.
 */
import { isTooDeep, stringMember } from "../../editors/json-text.js";
import { quoted } from "../../shared/foreign-text.js";

/**
 * @typedef {object} DraftError
 * @property {"header" | "payload"} where
 * @property {string} message  One sentence. What it quotes is escaped.
 * @property {[number, number] | null} range  Offsets in UTF-16 units; null when no place is meant.
 */

/** The longest piece of a draft that is quoted, in UTF-16 units. */
const LONGEST = 24;

const GAP = /[ \t\r\n]*/y;
/** A text with its quotation marks, a number or a word, one sign, or anything else. */
const PIECE =
  /("[ !#-[\]-\u{10FFFF}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\u{10FFFF}]*)*")|([-+.\w]+)|([{}[\]:,])|[^\s"\w]/uy;
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;

const NAME = "a name in double quotes";
/** @type {Record<string, string>} */
const AFTER = { "{": "a comma or “}”", "[": "a comma or “]”" };

/**
 * @param {string} header
 * @param {string} payload
 * @returns {DraftError[]}  Empty when both are JSON objects. What is encrypted may be any text,
 *   such as a token.
 */
export function draftErrors(header, payload) {
  const isAny = stringMember(header, "enc") !== null && !/^\s*(?:\{|$)/.test(payload);
  return [...errorsOf("header", header), ...(isAny ? [] : errorsOf("payload", payload))];
}

/**
 * The same as findings, for the editors and for lists.
 * @param {{ header: string, payload: string }} drafts
 * @returns {import("../../engine/contract").Finding[]}
 */
export function draftFindings({ header, payload }) {
  return draftErrors(header, payload).map((error) => ({
    code: "draft-json",
    severity: "error",
    ...error,
  }));
}

/** @param {"header" | "payload"} where @param {string} text @returns {DraftError[]} */
function errorsOf(where, text) {
  const the = `The ${where}`;
  if (text.trim() === "") return [{ where, message: `${the} is empty.`, range: null }];
  if (isTooDeep(text))
    return [{ where, message: `${the} nests deeper than verifiers read.`, range: null }];
  const fault = firstFault(text);
  if (fault !== null) {
    const { at, found, wanted, more } = fault;
    const what = found === "" ? "the text ends there" : `there is ${quoted(found, LONGEST)}`;
    const message = `${the} is not JSON: ${place(text, at)} should have ${wanted}, but ${what}.`;
    const start = Math.min(at, text.length - 1);
    const end = Math.max(start + 1, at + found.length);
    return [{ where, message: message + more, range: [start, end] }];
  }
  return text.trimStart().startsWith("{")
    ? []
    : [{ where, message: `${the} is JSON, but it must be an object: {…}.`, range: null }];
}

/**
 * @param {string} text
 * @returns {{ at: number, found: string, wanted: string, more: string } | null}  `found` is "" at
 *   the end of the text.
 */
function firstFault(text) {
  /** @type {string[]} The brackets that are open. */
  const open = [];
  let wanted = "a value";
  let before = "";
  for (let at = end(GAP, text, 0); wanted !== "" || at < text.length; ) {
    const [found = "", string, word, sign] = piece(text, at);
    const inside = open.at(-1) ?? "";
    const closes = sign === (inside === "{" ? "}" : inside === "[" ? "]" : "no bracket");
    const isValue = string !== undefined || (word !== undefined && LITERAL.test(word));
    if (closes && before !== "," && before !== ":" && wanted !== "“:”") {
      open.pop();
      wanted = AFTER[open.at(-1) ?? ""] ?? "";
    } else if (wanted === "a value" && (sign === "{" || sign === "[")) {
      open.push(sign);
      wanted = sign === "{" ? NAME : "a value";
    } else if (wanted === "a value" && isValue) wanted = AFTER[inside] ?? "";
    else if (wanted === NAME && string !== undefined) wanted = "“:”";
    else if (wanted === "“:”" && sign === ":") wanted = "a value";
    else if (sign === "," && inside !== "" && wanted === AFTER[inside])
      wanted = inside === "{" ? NAME : "a value";
    else
      return { at, found, wanted: wanted || "nothing more", more: advice(found, before, closes) };
    before = sign ?? "a value";
    at = end(GAP, text, at + found.length);
  }
  return null;
}

/** @param {string} text @param {number} at */
function piece(text, at) {
  PIECE.lastIndex = at;
  const match = PIECE.exec(text);
  if (match !== null) return match;
  // A text without its end, or with what may not stand in it: up to the end of its line.
  return [(text.slice(at).split(/[\r\n]/, 1)[0] ?? "") || text.slice(at, at + 1)];
}

/** @param {RegExp} sticky @param {string} text @param {number} at */
function end(sticky, text, at) {
  sticky.lastIndex = at;
  return at + (sticky.exec(text)?.[0].length ?? 0);
}

/** @param {string} found @param {string} before @param {boolean} closes */
function advice(found, before, closes) {
  if (closes && before === ",") return " Remove the comma before it.";
  if (/^"[^"]*$/.test(found)) return " Its closing quotation mark is missing.";
  if (found.length > 1 && found.startsWith('"') && found.includes("\\"))
    return " A backslash in a text needs a second one.";
  if (found === "'") return " JSON has double quotes only.";
  return /^(?:true|false|null|none)$/i.test(found) && !LITERAL.test(found)
    ? " JSON writes true, false and null."
    : "";
}

/** @param {string} text @param {number} at */
function place(text, at) {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${[...(lines.at(-1) ?? "")].length + 1}`;
}
