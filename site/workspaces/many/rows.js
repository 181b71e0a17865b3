/**
 * The rows of the list of many tokens: filtered for the list, and written as CSV, JSON and JSON
 * Lines files.
 * Pure.
 */

/** @import { Brief } from "../../engine/contract" */
/** @import { Found } from "../../shared/find-tokens.js" */

/** @typedef {Found & { brief: Brief | null }} Row A token and its verdict; null: not judged. */
/** @typedef {"all" | Brief["verdict"]} Show */

/**
 * @param {Row[]} rows
 * @param {Show} show
 * @param {string} search  Looked for in the token, the summary and the codes of failed checks, in
 *   any case.
 */
export function filterRows(rows, show, search) {
  const wanted = search.trim().toLowerCase();
  if (show === "all" && wanted === "") return rows;
  return rows.filter(
    ({ token, brief }) =>
      (show === "all" || brief?.verdict === show) &&
      (wanted === "" ||
        [token, brief?.summary ?? "", ...(brief?.failed ?? [])].some((text) =>
          text.toLowerCase().includes(wanted),
        )),
  );
}

const COLUMNS = /** @type {const} */ ([
  "line",
  "count",
  "verdict",
  "signature",
  "failed",
  "summary",
  "token",
]);

/** So many rows are written at a time. */
const PIECE = 1000;

/**
 * What an export does: it yields from time to time, so that the page can draw in between, and
 * returns the parts of the file.
 * @typedef {Generator<void, string[]>} Export
 */

/** Writes the rows as CSV (RFC 4180, for UTF-8) with a header line. @param {Row[]} rows */
export function toCsv(rows) {
  return written(rows, `${COLUMNS.join(",")}\r\n`, (row) => {
    const { failed, ...rest } = plain(row);
    const values = { ...rest, failed: failed.join(" ") };
    return `${COLUMNS.map((name) => cell(String(values[name]))).join(",")}\r\n`;
  });
}

/** Writes the rows as one JSON array. @param {Row[]} rows */
export function toJson(rows) {
  /** @param {Row} row @param {number} index */
  const write = (row, index) =>
    `${index === 0 ? "\n" : ",\n"}  ${JSON.stringify(plain(row), null, 2).replaceAll("\n", "\n  ")}`;
  return written(rows, "[", write, rows.length === 0 ? "]\n" : "\n]\n");
}

/** Writes the rows as JSON Lines: an object per token, with nothing altered. @param {Row[]} rows */
export function toJsonLines(rows) {
  return written(rows, "", (row) => `${JSON.stringify(plain(row))}\n`);
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

/** @param {Row} row */
function plain({ token, line, count, brief }) {
  const { verdict, signature, failed, summary } = brief ?? {
    verdict: "not judged",
    signature: "unchecked",
    failed: [],
    summary: "",
  };
  return { line, count, verdict, signature, failed, summary, token };
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
