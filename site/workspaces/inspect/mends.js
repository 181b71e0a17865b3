/** What would mend the verdict, and can be done with one press. Pure. */
import { withoutEnd } from "../../shared/text-ends.js";
import { quoted } from "../../shared/foreign-text.js";
import { matchingKid } from "./other-kid.js";
import { validText } from "./verdict-valid.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../state/model").Inputs} Inputs */
/** @typedef {import("../../engine/contract").Report} Report */
/** @typedef {NonNullable<import("../../engine/contract").KeyInput["encoding"]>} Encoding */
/**
 * @typedef {{ label: string } & ({ expect: "aud" | "iss", value: string } | { kid: string } |
 *   { encoding: Encoding, ending: string })} Mend
 */

/** The longest name on a button, in UTF-16 units. */
const LONGEST = 40;
/** The most audiences of a token that are offered. */
const MOST = 5;

/** The engine's words for a reading of a secret. @type {Record<string, Encoding>} */
const ENCODINGS = {
  "UTF-8 text": "utf8",
  base64: "base64",
  base64url: "base64url",
  hexadecimal: "hex",
};
/** The engine's words for a change of the secret's text. */
const ENDINGS = /** @type {Record<string, (text: string) => string>} */ ({
  "": (text) => text,
  ", without the white space at its ends": (text) => text.trim(),
  ", without the quotes": withoutQuotes,
  ", with a line break at its end": (text) => `${text}\n`,
  ", with a Windows line break at its end": (text) => `${text}\r\n`,
});
const BEFORE = "The signature matches when ";
const READ_AS = "the secret is read as ";

/** @param {State} state @returns {Mend[]} */
export function mendsOf(state) {
  const { report, reportFor, inputs } = state;
  if (report === null || reportFor !== inputs.token || inputs.token.trim() === "") return [];
  if (report.verdict === "valid")
    return validText(report, "").kind === "unset" ? expectations(report, inputs) : [];
  const kid = matchingKid(state);
  if (kid !== null) return [{ label: `Try with the key ${quoted(kid, LONGEST)}`, kid }];
  const found = foundReading(report);
  if (found === null) return [];
  const { label, encoding, ending } = found;
  return [{ label, encoding, ending }];
}

/** @param {Mend} mend @param {Inputs} inputs @returns {Partial<Inputs>}  What to change. */
export function mended(mend, { key, expect }) {
  if ("expect" in mend) return { expect: { ...expect, [mend.expect]: mend.value } };
  if ("kid" in mend) return { key: { ...key, kid: mend.kid } };
  const text = ENDINGS[mend.ending]?.(key.text) ?? key.text;
  return { key: { ...key, text, encoding: mend.encoding } };
}

/**
 * Returns the reading of the secret by which the signature matches, if the engine found one.
 * @param {Report} report
 * @returns {{ why: string, label: string, encoding: Encoding, ending: string } | null}
 */
export function foundReading({ findings }) {
  const message = findings.find(({ code }) => code === "secret-found")?.message ?? "";
  const how = message.startsWith(BEFORE + READ_AS)
    ? message.slice(BEFORE.length, message.indexOf("."))
    : READ_AS;
  const comma = how.includes(",") ? how.indexOf(",") : how.length;
  const name = how.slice(READ_AS.length, comma);
  const ending = how.slice(comma);
  const encoding = ENCODINGS[name];
  if (encoding === undefined || !(ending in ENDINGS)) return null;
  return {
    why: `The secret is right, but it is read in another way: the signature matches when ${how}.`,
    label: `Read the secret as ${name}${ending}`,
    encoding,
    ending,
  };
}

/** @param {string} text */
function withoutQuotes(text) {
  const end = withoutEnd(text, "\"'");
  let start = 0;
  while (end[start] === '"' || end[start] === "'") start += 1;
  return end.slice(start);
}

/**
 * Offers the token's own audiences and issuer. Whether they are the right ones is for the user to
 * say.
 * @param {Report} report
 * @param {Inputs} inputs
 * @returns {Mend[]}
 */
function expectations(report, { expect }) {
  const audiences = texts(report, "aud");
  const issuers = expect.iss === undefined ? texts(report, "iss") : [];
  return [
    ...audiences.slice(0, MOST).map((value) => offer("aud", value)),
    ...issuers.slice(0, 1).map((value) => offer("iss", value)),
  ];
}

/** @param {"aud" | "iss"} name @param {string} value @returns {Mend} */
function offer(name, value) {
  return { label: `Expect ${name} ${quoted(value, LONGEST)}`, expect: name, value };
}

/**
 * Returns the strings that a claim holds, without those that the fields for expectations cannot
 * hold as they are.
 * @param {Report} report
 * @param {string} claim
 * @returns {string[]}
 */
function texts({ payload_members }, claim) {
  const member = payload_members.findLast(({ name }) => name === claim);
  if (member === undefined) return [];
  try {
    /** @type {unknown[]} */
    const values = [JSON.parse(member.value)].flat();
    const strings = values.filter((value) => typeof value === "string");
    return [...new Set(strings)].filter(
      (value) => value !== "" && value === value.trim() && !value.includes(","),
    );
  } catch {
    return []; // a value that only the engine reads
  }
}
