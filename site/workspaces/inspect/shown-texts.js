/** Decides which header and payload the page shows, and why. Every view asks here. */
import { readMembers } from "../../editors/json-text.js";
import { factOf, knownNames } from "./known-names.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../engine/contract").Member} Member */

/**
 * @typedef {object} Shown
 * @property {"drafts" | "report" | "preview" | "stale" | "nothing"} source  Where they come from.
 *   `stale`: from the token before the newest change, or just signed and not judged yet.
 * @property {string | null} header
 * @property {string | null} payload
 */

/** @param {State} state @returns {Shown} */
export function shownTexts(state) {
  const { inputs, report, reportFor, preview } = state;
  if (inputs.direction === "sign")
    return { source: "drafts", header: inputs.header, payload: inputs.payload };
  if (report !== null && reportFor === inputs.token)
    return { source: "report", header: report.header, payload: report.payload };
  if (inputs.token === "") return { source: "nothing", header: null, payload: null };
  if (preview !== null) {
    const source = state.load.stage === "ready" ? "stale" : "preview";
    return { source, header: preview.header, payload: preview.payload };
  }
  if (report !== null) return { source: "stale", header: report.header, payload: report.payload };
  return { source: "nothing", header: null, payload: null };
}

/**
 * Returns the report, and those on the tokens in it, the innermost last.
 * @param {import("../../engine/contract").Report | null | undefined} report
 * @returns {import("../../engine/contract").Report[]}
 */
export function layersOf(report) {
  return report ? [report, ...layersOf(report.inner)] : [];
}

/**
 * Returns the members of what is shown: those of the engine's report if there is one, else they are
 * read here. Of a token in a token they are those of the innermost one.
 * @param {State} state
 * @param {Shown} what
 * @returns {{ header: Member[], payload: Member[] }}
 */
export function shownMembers(state, what) {
  const isRead = what.source === "report" || (what.source === "stale" && state.preview === null);
  const innermost = layersOf(state.report).at(-1);
  if (isRead && innermost) {
    return { header: innermost.header_members, payload: innermost.payload_members };
  }
  const { claims, header } = knownNames();
  return { header: withTimes(what.header, header), payload: withTimes(what.payload, claims) };
}

/**
 * @param {string | null} text
 * @param {Record<string, import("./known-names.js").Fact>} known
 * @returns {Member[]}
 */
function withTimes(text, known) {
  const members = text === null ? null : readMembers(text);
  return (members ?? []).map((member) => ({
    ...member,
    seconds: isTime(known, member.name) ? member.seconds : null,
  }));
}

/** The times of RFC 7519 are known before the texts about all claims have come. */
const TIMES = ["exp", "nbf", "iat"];

/** @param {Record<string, import("./known-names.js").Fact>} known @param {string} name */
function isTime(known, name) {
  const isEarly = knownNames().state !== "here" && TIMES.includes(name);
  return isEarly || factOf(known, name)?.kind === "NumericDate";
}
