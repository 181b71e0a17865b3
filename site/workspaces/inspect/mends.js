/**
 * Which buttons mend a check that fails, or that cannot be made. Pure: takes a report and the
 * inputs, and returns what may be done. A mend only fills in what the user could type. None lets
 * the token choose its algorithm or its key, and none leaves a check out.
 */
import { withoutEnd } from "../../shared/text-ends.js";
import { looksLikeMilliseconds } from "../../shared/time-format.js";
import { MAX_NOW, MAX_VALUE } from "../../state/limits.js";

/** @typedef {import("../../engine/contract").Check} Check */
/** @typedef {import("../../engine/contract").Report} Report */
/** @typedef {import("../../state/model").Inputs} Inputs */
/** @typedef {"iss" | "aud" | "sub" | "jti" | "typ"} Expected */
/** @typedef {NonNullable<import("../../engine/contract").KeyInput["encoding"]>} Encoding */
/**
 * @typedef {{ do: "now", seconds: number, label: string }
 *   | { do: "expect", name: Expected, value: string }
 *   | { do: "leeway", seconds: number }
 *   | { do: "read", encoding: Encoding, change: SecretChange }
 *   | { do: "open", place: string, label: string }
 *   | { do: "key", label: string }
 *   | { do: "kid", kid: string }} Mend
 *   `open` moves to a field of a folded part of the page; `place` is the field's id.
 */
/** @typedef {"" | "trim" | "unquote" | "line-feed" | "windows"} SecretChange */

/** @type {Mend} */
export const DECRYPTION_KEY = { do: "open", place: "decryption-key", label: "Enter the key" };

/** The most values of the token that get a button each. */
const MOST = 5;
/** Leeways that people use, in seconds. A token that is later than that is simply late. */
const LEEWAYS = [60, 300];
const EXPECTED = /** @type {const} */ (["iss", "aud", "sub", "jti", "typ"]);
/** What one field holds several of, with commas between them. */
const SEVERAL = ["iss", "aud"];

/**
 * Writes the engine's sentence for a secret that fits when it is read otherwise
 * (`py/jwt_playground/jws/mismatch.py`).
 * @param {string} how
 */
const reading = (how) =>
  `The signature matches when the secret is read as ${how}. Choose that to verify the token.`;
/** @type {Record<string, Encoding>} */
const ENCODINGS = {
  "UTF-8 text": "utf8",
  base64url: "base64url",
  base64: "base64",
  hexadecimal: "hex",
};
/** @type {Record<string, SecretChange>} */
const CHANGES = {
  "": "",
  ", without the white space at its ends": "trim",
  ", without the quotes": "unquote",
  ", with a line break at its end": "line-feed",
  ", with a Windows line break at its end": "windows",
};

/**
 * @param {Check} check
 * @param {Report} report  The report that the check is of.
 * @param {Inputs} inputs
 * @returns {Mend[]}
 */
export function mendsOf(check, report, inputs) {
  const { name, status, code } = check;
  if (status === "pass") return [];
  if (name === "exp" || name === "nbf" || name === "iat") return timeMends(name, code, report);
  if (isExpected(name)) return expectationMends(name, code, report);
  if (name === "decryption-key" && code !== "not-checked") return [DECRYPTION_KEY];
  switch (code) {
    case "missing":
      return [{ do: "open", place: "expect-require", label: "Change what is required" }];
    case "no-key":
      return name === "key" ? [{ do: "key", label: "Enter the key" }] : [];
    case "alg-not-allowed":
      return inputs.algorithms === null
        ? []
        : [{ do: "open", place: "algorithms-from-key", label: "Change the allowed algorithms" }];
    case "key-does-not-fit":
    case "key-forbids":
    case "key-not-found":
      return [{ do: "key", label: "Change the key" }];
    case "key-unreadable":
      return report.findings.some((finding) => finding.code === "secret-encoding")
        ? [{ do: "read", encoding: "utf8", change: "" }]
        : [{ do: "key", label: "Change the key" }];
    case "signature-mismatch":
      return readings(report);
    case "engine-missing":
      return [{ do: "open", place: "engine-choice", label: "Choose another engine" }];
    default:
      return [];
  }
}

/** @param {string} name @returns {name is Expected} */
const isExpected = (name) => EXPECTED.some((each) => each === name);

/**
 * @param {"exp" | "nbf" | "iat"} name
 * @param {string} code
 * @param {Report} report
 * @returns {Mend[]}
 */
function timeMends(name, code, report) {
  const seconds = member(report.payload_members, name)?.seconds ?? null;
  if (report.now === null || seconds === null || looksLikeMilliseconds(seconds)) return [];
  const expired = code === "expired";
  if (!expired && code !== "not-yet-valid") return [];
  const at = expired ? seconds - 1 : seconds;
  if (Math.abs(at) > MAX_NOW) return [];
  const late = expired ? report.now - seconds : seconds - report.now;
  // An expiry must be later than the leeway reaches back; a beginning may be just reached.
  const leeway = LEEWAYS.find((each) => (expired ? late < each : late <= each));
  return [
    {
      do: "now",
      seconds: at,
      label: expired ? "Check as of just before" : "Check as of then",
    },
    ...(leeway === undefined ? [] : [/** @type {Mend} */ ({ do: "leeway", seconds: leeway })]),
  ];
}

/**
 * @param {Expected} name
 * @param {string} code
 * @param {Report} report
 * @returns {Mend[]}
 */
function expectationMends(name, code, report) {
  if (code === "missing" || code === "typ-missing")
    return [{ do: "open", place: `expect-${name}`, label: "Change the expectation" }];
  if (!["mismatch", "typ-mismatch", "no-expectation"].includes(code)) return [];
  return ownValues(report, name).map((value) => ({ do: "expect", name, value }));
}

/**
 * Returns the token's own values of a claim, as far as the field for the expectation can hold them.
 * @param {Report} report
 * @param {Expected} name
 * @returns {string[]}
 */
export function ownValues(report, name) {
  const members = name === "typ" ? report.header_members : report.payload_members;
  const text = member(members, name)?.value;
  if (text === undefined) return [];
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return []; // the engine reads more than JSON.parse does
  }
  const values = (Array.isArray(value) && name === "aud" ? value : [value]).filter(
    (each) => typeof each === "string" && fits(each, name),
  );
  return [...new Set(values)].slice(0, MOST);
}

/**
 * Tells whether the field for an expectation holds this value just as it is. Fields drop line
 * breaks, and blanks at the ends are not read; a comma would make it two values.
 * @param {string} value
 * @param {Expected} name
 */
function fits(value, name) {
  return (
    value !== "" &&
    value.length <= MAX_VALUE &&
    value === value.trim() &&
    !/[\r\n]/.test(value) &&
    !(SEVERAL.includes(name) && value.includes(","))
  );
}

/**
 * Of several members with the same name the last one counts.
 * @param {Report["payload_members"]} members
 * @param {string} name
 */
function member(members, name) {
  return members.findLast((each) => each.name === name);
}

/**
 * Returns the reading of the secret by which the signature matches, if the engine found one.
 * @param {Report} report
 * @returns {Mend[]}
 */
export function readings({ findings }) {
  const message = findings.find(({ code }) => code === "secret-found")?.message;
  for (const [name, encoding] of Object.entries(ENCODINGS))
    for (const [ending, change] of Object.entries(CHANGES))
      if (message === reading(name + ending)) return [{ do: "read", encoding, change }];
  return [];
}

/**
 * Changes the text of a secret in the way that its mend names.
 * @param {string} text
 * @param {SecretChange} change
 */
export function changedSecret(text, change) {
  switch (change) {
    case "trim":
      return text.trim();
    case "unquote":
      return withoutEnd(text.replace(/^["']+/, ""), "\"'");
    case "line-feed":
      return `${text}\n`;
    case "windows":
      return `${text}\r\n`;
    default:
      return text;
  }
}
