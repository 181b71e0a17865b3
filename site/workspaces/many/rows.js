/**
 * The rows of the list of many tokens: filtered for the list, and written as CSV, JSON and JSON
 * Lines files.
 * Pure.
 */
import { AUDIENCE_SENTENCE } from "./audience.js";

/** @import { Brief } from "../../engine/contract" */
/** @import { Remark } from "./audience.js" */
/** @import { Found } from "../../shared/find-tokens.js" */

/**
 * A token and its verdict. `brief` is null: not judged. `remark`: what this page adds.
 * @typedef {Found & { brief: Brief | null, remark: Remark | null }} Row
 */
/** @typedef {Brief["verdict"] | Remark} Kind  What a row is shown and counted as. */
/** @typedef {"all" | Kind} Show */

/** @param {Row} row @returns {Kind | null}  Null: not judged. */
export function kindOf({ brief, remark }) {
  return remark ?? brief?.verdict ?? null;
}

/** Why a row has its verdict, in a sentence. @param {Row} row */
export function whyOf({ brief, remark }) {
  return remark === null ? (brief?.summary ?? "") : AUDIENCE_SENTENCE;
}

/** The codes of all reasons of a row. @param {Row} row @returns {string[]} */
export function codesOf({ brief, remark }) {
  return [...(brief?.failed ?? []), ...(remark === null ? [] : [remark])];
}

/** How a search is written in all comparisons. @param {string} search */
export const wantedOf = (search) => search.trim().toLowerCase();

/**
 * @param {Row[]} rows
 * @param {Show} show
 * @param {string} search  Looked for in what a row shows, in any case: in the token, the sentence
 *   and the codes.
 */
export function filterRows(rows, show, search) {
  const wanted = wantedOf(search);
  if (show === "all" && wanted === "") return rows;
  return rows.filter(
    (row) =>
      (show === "all" || kindOf(row) === show) &&
      (wanted === "" ||
        [row.token, whyOf(row), ...codesOf(row)].some((text) =>
          text.toLowerCase().includes(wanted),
        )),
  );
}

/**
 * Replaces the signature of a token, so that nobody can use the token. Of an encrypted token it is
 * the last part, without which it cannot be opened. Words of the log may follow the signature as if
 * they were more parts, such as `.log` or `.example.com`; they go with it.
 * @param {string} token
 */
export function withoutSignature(token) {
  const parts = token.split(".");
  const kept = parts.length === 5 && isEncrypted(parts[0] ?? "") ? 4 : 2;
  const isUnsigned = parts.slice(kept).every((part) => part === "");
  return isUnsigned ? token : `${parts.slice(0, kept).join(".")}.…`;
}

/** Tells whether a header is that of an encrypted token. @param {string} header */
function isEncrypted(header) {
  try {
    const json = atob(header.replaceAll("-", "+").replaceAll("_", "/"));
    return Object.hasOwn(JSON.parse(json), "enc");
  } catch {
    return false;
  }
}

/**
 * Names an exported file after what is in it, such as `tokens-invalid-41-of-200.csv`. What was
 * searched for may be a piece of a token; it is named only if it is a piece of a code.
 * @param {Row[]} shown
 * @param {number} total
 * @param {Show} show
 * @param {string} search
 */
export function fileName(shown, total, show, search) {
  if (shown.length === total && show === "all") return "tokens";
  const wanted = wantedOf(search);
  const isCode =
    /^[a-z-]+$/.test(wanted) && shown.every((row) => codesOf(row).join(" ").includes(wanted));
  const found = wanted === "" ? "" : isCode ? `-${wanted}` : "-search";
  return `tokens${show === "all" ? "" : `-${show}`}${found}-${shown.length}-of-${total}`;
}

const COLUMNS = /** @type {const} */ ([
  "line",
  "count",
  "verdict",
  "signature",
  "failed",
  "summary",
  "token",
  "remark",
]);

/** So many rows are written at a time. */
const PIECE = 1000;

/**
 * What an export does: it yields from time to time, so that the page can draw in between, and
 * returns the parts of the file.
 * @typedef {Generator<void, string[]>} Export
 */

/** @typedef {(token: string) => string} Change  What becomes of each token, such as a cut. */

/**
 * Writes the rows as CSV (RFC 4180, for UTF-8) with a header line.
 * @param {Row[]} rows
 * @param {Change} change
 */
export function toCsv(rows, change = unchanged) {
  return written(rows, `${COLUMNS.join(",")}\r\n`, (row) => {
    const { failed, ...rest } = plain(row, change);
    const values = { ...rest, failed: failed.join(" "), remark: rest.remark ?? "" };
    return `${COLUMNS.map((name) => cell(String(values[name]))).join(",")}\r\n`;
  });
}

/** Writes the rows as one JSON array. @param {Row[]} rows @param {Change} change */
export function toJson(rows, change = unchanged) {
  /** @param {Row} row @param {number} index */
  const write = (row, index) => {
    const text = JSON.stringify(plain(row, change), null, 2).replaceAll("\n", "\n  ");
    return `${index === 0 ? "\n" : ",\n"}  ${text}`;
  };
  return written(rows, "[", write, rows.length === 0 ? "]\n" : "\n]\n");
}

/**
 * Writes the rows as JSON Lines: an object per token.
 * @param {Row[]} rows
 * @param {Change} change
 */
export function toJsonLines(rows, change = unchanged) {
  return written(rows, "", (row) => `${JSON.stringify(plain(row, change))}\n`);
}

/**
 * @param {Row[]} rows
 * @param {string} start
 * @param {(row: Row, index: number) => string} write
 * @param {string} [end]
 * @returns {Export}
 */
function* written(rows, start, write, end = "") {
  const parts = [start];
  for (let from = 0; from < rows.length; from += PIECE) {
    const piece = rows.slice(from, from + PIECE);
    parts.push(piece.map((row, index) => write(row, from + index)).join(""));
    yield;
  }
  return [...parts, end];
}

/** @type {Change} */
const unchanged = (token) => token;

/** @param {Row} row @param {Change} change */
function plain({ token, line, count, brief, remark }, change) {
  const { verdict, signature, failed, summary } = brief ?? {
    verdict: "not judged",
    signature: "unchecked",
    failed: [],
    summary: "",
  };
  return { line, count, verdict, signature, failed, summary, token: change(token), remark };
}

/** Beginnings of a formula, also in the wide forms that spreadsheets take for the same. */
const FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]";
const STARTS = new RegExp(`^[\\s"'\u201c\u201d]*${FORMULA}|^[\\t\\r]`, "u");
/** No two neighbouring parts of it accept the same character, so that its time stays linear. */
const INSIDE = new RegExp(
  `([;,|\\t\\r\\n\\v\\f\\u0085\\u2028\\u2029])([ \\u00a0\\u3000"'\u201c\u201d]*${FORMULA})`,
  "gu",
);

/**
 * Returns a CSV cell. Spreadsheets run a cell that begins like a formula, also when it is quoted;
 * an apostrophe in front makes it text. Some split a file at semicolons, tabs or every line break,
 * so a formula may begin there as well.
 * @param {string} text
 */
function cell(text) {
  const safe = `${STARTS.test(text) ? "'" : ""}${text.replace(INSIDE, "$1'$2")}`;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
