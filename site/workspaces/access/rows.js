/** Requests as rows of texts, and what the engine is asked of them. Pure. */

/** @typedef {import("../../engine/contract").AccessRequest} AccessRequest */
/**
 * @typedef {object} Row  A request as it was typed.
 * @property {string} values  Values with commas between them, or JSON.
 * @property {string} context  A JSON object, or nothing.
 * @property {"" | "allow" | "deny"} expect
 */
/** @type {import("../../engine/contract").Grant["kind"][]} */
export const KINDS = ["scope", "role", "permission", "group", "tenant"];

/** @typedef {{ request: AccessRequest } | { problem: string }} Read */

/** @param {readonly string[]} texts @returns {Row} */
export function rowOf([values = "", context = "", expect = ""]) {
  return { values, context, expect: expect === "allow" || expect === "deny" ? expect : "" };
}

/** @param {Row} row @returns {string[]} */
export function textsOf({ values, context, expect }) {
  return [values, context, expect];
}

/**
 * Writes a request of a preset or a file as a row.
 * @param {AccessRequest} request
 * @returns {Row}
 */
export function rowOfRequest({ values, context, expect }) {
  return {
    values: valuesText(values),
    context: context && Object.keys(context).length > 0 ? JSON.stringify(context) : "",
    expect: expect ?? "",
  };
}

/** @param {unknown} values */
function valuesText(values) {
  const isPlain = (/** @type {unknown} */ value) =>
    typeof value === "string" && value !== "" && !/[,"\n]|^[[{\s]|\s$/.test(value);
  return Array.isArray(values) && values.every(isPlain)
    ? values.join(", ")
    : JSON.stringify(values);
}

/**
 * Reads a row.
 * @param {Row} row
 * @returns {Read}  `problem`: a sentence that says what is wrong with the text.
 */
export function readRow({ values, context, expect }) {
  const given = readValues(values.trim());
  if (given === null)
    return {
      problem: "This begins like JSON, but is none. Write values with commas between them.",
    };
  const around = context.trim() === "" ? {} : fromJson(context);
  if (!isObject(around))
    return { problem: 'The context is no JSON object. Write it like {"ip": "10.0.0.1"}.' };
  return {
    request: {
      values: given,
      ...(Object.keys(around).length > 0 && { context: around }),
      ...(expect !== "" && { expect }),
    },
  };
}

/** @param {string} text @returns {AccessRequest["values"] | null} */
function readValues(text) {
  if (!/^[[{]/.test(text)) return text === "" ? [] : splitAtCommas(text);
  const value = fromJson(text);
  return Array.isArray(value) || isObject(value) ? value : null;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {string} text @returns {unknown}  Undefined when it is no JSON. */
export function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Splits a line at its commas, but not inside of quotation marks around a whole value.
 * @param {string} text
 */
export function splitAtCommas(text) {
  /** @type {string[]} */
  const values = [];
  for (let at = 0; at <= text.length; ) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?:,|$)/.exec(text.slice(at));
    const end = quoted ? at + quoted[0].length : text.indexOf(",", at);
    values.push(
      quoted
        ? (quoted[1] ?? "").replace(/""/g, '"')
        : text.slice(at, end < 0 ? undefined : end).trim(),
    );
    if (end < 0 || (quoted && !quoted[0].endsWith(","))) break;
    at = quoted ? end : end + 1;
  }
  return values;
}

/**
 * Writes rows as a file that `jwt-playground authorize --requests` takes, a request in each line.
 * @param {readonly Row[]} rows
 */
export function requestsFile(rows) {
  return rows
    .flatMap((row) => {
      const read = readRow(row);
      return "request" in read ? [`${lineOf(read.request)}\n`] : [];
    })
    .join("");
}

/** @param {AccessRequest} request */
function lineOf({ values, context, expect }) {
  const text = context ? JSON.stringify({ values, context }) : valuesText(values);
  return expect ? `${text} => ${expect}` : text;
}

/**
 * Reads such a file, or a JSON list of requests.
 * @param {string} text
 * @returns {Row[]}
 */
export function readRequestsFile(text) {
  const whole = fromJson(text);
  if (Array.isArray(whole) && whole.length > 0 && whole.every(isObject))
    return whole.map((each) => ofObject(each));
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const found = /^(.*)\s=>\s*(allow|deny)$/.exec(line);
      const [content, expect] = [(found?.[1] ?? line).trim(), found?.[2] ?? ""];
      const value = content.startsWith("{") ? fromJson(content) : undefined;
      const row = isObject(value) ? ofObject(value) : rowOf([content]);
      return expect === "" ? row : { ...row, expect: rowOf(["", "", expect]).expect };
    });
}

/** @param {Record<string, unknown>} value  A request, or its values by name. */
function ofObject(value) {
  if (!("values" in value)) return rowOf([JSON.stringify(value)]);
  return rowOf([
    valuesText(value.values),
    isObject(value.context) ? JSON.stringify(value.context) : "",
    typeof value.expect === "string" ? value.expect : "",
  ]);
}
