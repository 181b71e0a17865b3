/** What a person asks first about a token: from whom, for whom, since when, until when. */
import { count, h } from "../../shared/dom.js";
import { foreign } from "../../shared/foreign.js";
import { shortName } from "../../shared/foreign-text.js";
import { localTime, relative, utc } from "../../shared/time-format.js";

/** @import { Member, Report } from "../../engine/contract" */
/** @import { Row } from "./rows.js" */

/** In the order in which they are shown. @type {[string, string][]} */
const CLAIMS = [
  ["exp", "Expires"],
  ["nbf", "Not before"],
  ["iat", "Issued"],
  ["iss", "Issuer"],
  ["aud", "Audience"],
  ["sub", "Subject"],
];
/** Longer values are cut, in UTF-16 units. Inspect shows them whole. */
const LONGEST = 300;

/**
 * @param {Row} row
 * @param {Report | null} report
 * @returns {HTMLElement}
 */
export function facts(row, report) {
  const members = CLAIMS.flatMap(([name, title]) =>
    (report?.payload_members ?? [])
      .filter((member) => member.name === name)
      .slice(-1) // of several, every reader here takes the last one
      .map((member) => pair(title, name, value(member, report?.now ?? null))),
  );
  return h(
    "dl",
    { class: "facts" },
    ...members,
    pair("Line", "line", [count(row.line)]),
    pair("Found", "count", [row.count === 1 ? "once" : `${count(row.count)} times`]),
  );
}

/** @param {string} title @param {string} name @param {(Node | string)[]} content */
function pair(title, name, content) {
  return h("div", { "data-fact": name }, h("dt", {}, title), h("dd", {}, ...content));
}

/**
 * @param {Member} member
 * @param {number | null} now  The time that the token was judged for.
 * @returns {(Node | string)[]}
 */
function value({ value: text, seconds }, now) {
  const local = seconds === null ? null : localTime(seconds);
  if (seconds === null || local === null) return [foreign(shortName(inWords(text), LONGEST))];
  return [
    h("time", { datetime: utc(seconds) ?? "", title: utc(seconds) ?? "" }, local),
    now === null ? "" : ` (${relative(seconds, now)})`,
  ];
}

/**
 * Returns the string that a JSON text writes, or a list of strings with commas; otherwise the JSON
 * text as it is.
 * @param {string} text
 */
function inWords(text) {
  try {
    const read = JSON.parse(text);
    if (typeof read === "string") return read;
    if (Array.isArray(read) && read.every((item) => typeof item === "string"))
      return read.join(", ");
  } catch {
    // The engine reads some texts that JavaScript does not.
  }
  return text;
}
