/**
 * The rows of the list of many tokens: filtered for the list, and written as CSV and JSON files.
 * Pure.
 */

/** @import { Brief } from "../engine/contract" */
/** @import { Found } from "./find-tokens.js" */

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

/** Returns the rows as CSV (RFC 4180, for UTF-8) with a header line. @param {Row[]} rows */
export function toCsv(rows) {
  const lines = rows.map((row) => {
    const { failed, ...rest } = plain(row);
    const values = { ...rest, failed: failed.join(" ") };
    return COLUMNS.map((name) => cell(String(values[name]))).join(",");
  });
  return [COLUMNS.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

/** @param {Row[]} rows */
export function toJson(rows) {
  return `${JSON.stringify(rows.map(plain), null, 2)}\n`;
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

/**
 * Returns a CSV cell. Spreadsheets run a cell that begins like a formula, also when it is quoted;
 * an apostrophe in front makes it text.
 * @param {string} text
 */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
