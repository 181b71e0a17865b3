/**
 * Decides with which kind of field a claim is edited, and turns what stands in a field into JSON.
 * Pure.
 */
import { firstError, isTooDeep } from "../../../editors/json-text.js";
import { readElements } from "../../../editors/json-members.js";
import { looksLikeMilliseconds, stamp } from "../../../shared/time-format.js";
import { readTime } from "./times.js";

/**
 * @typedef {"text" | "time" | "number" | "truth" | "list" | "json"} Kind
 *   `json`: a value that no field fits. It is shown, and never changed here.
 * @typedef {"text" | "time" | "number" | "truth" | "list" | "json"} Type
 *   What a claim of a name should be.
 */

/** Longer texts and lists are left to the JSON. Texts in UTF-16 units. */
const LONGEST_TEXT = 2000;
const LONGEST_LIST = 50;
/** The longest value that can be added as JSON, in UTF-16 units. */
export const LONGEST_JSON = 100_000;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/**
 * @param {string} value  The value as JSON.
 * @param {Type} type  What a claim of this name should be.
 * @param {(text: string) => boolean} isPlain  Tells whether a field can show a text as it is.
 * @returns {Kind}
 */
export function kindOf(value, type, isPlain) {
  const isText = (/** @type {string} */ each) => isEditable(each, isPlain);
  if (value === "true" || value === "false") return "truth";
  if (NUMBER.test(value)) {
    const seconds = Number(value);
    const isTime = type === "time" && stamp(seconds) !== null && !looksLikeMilliseconds(seconds);
    return isTime ? "time" : value.length <= LONGEST_TEXT ? "number" : "json";
  }
  if (value.startsWith('"')) return !isText(value) ? "json" : type === "list" ? "list" : "text";
  if (!value.startsWith("[")) return "json";
  const elements = readElements(value);
  const isList =
    elements.length <= LONGEST_LIST && elements.every((element) => isText(element.value));
  return isList ? "list" : "json";
}

/** @param {string} literal @param {(text: string) => boolean} isPlain */
function isEditable(literal, isPlain) {
  if (!literal.startsWith('"')) return false;
  const text = textOf(literal);
  return text.length <= LONGEST_TEXT && !/[\t\n\r]/.test(text) && isPlain(text);
}

/** @param {string} literal  A string in JSON. */
export function textOf(literal) {
  return String(JSON.parse(literal));
}

/**
 * Returns the texts of a list, or of a string that could be one.
 * @param {string} value
 * @returns {string[]}  As JSON.
 */
export function entriesOf(value) {
  return value.startsWith('"') ? [value] : readElements(value).map((element) => element.value);
}

/**
 * Turns what was typed into JSON.
 * @param {Kind} kind
 * @param {string} typed
 * @param {number} now
 * @returns {string | null}  Null when it is no value of this kind.
 */
export function literalOf(kind, typed, now) {
  const trimmed = typed.trim();
  if (kind === "text") return JSON.stringify(typed);
  if (kind === "truth") return trimmed === "true" || trimmed === "false" ? trimmed : null;
  if (kind === "number")
    return trimmed.length <= LONGEST_TEXT && NUMBER.test(trimmed) ? trimmed : null;
  if (kind === "time") return readTime(typed, now)?.toString() ?? null;
  if (kind === "list") {
    const lines = typed.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
    return `[${lines.map((line) => JSON.stringify(line)).join(", ")}]`;
  }
  return isJson(trimmed) ? trimmed : null;
}

/** @param {string} text */
function isJson(text) {
  if (text === "" || text.length > LONGEST_JSON || isTooDeep(text)) return false;
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return firstError(text) === null;
}
