/** What would mend the verdict, and can be done with one press. Pure. */
import { DECRYPTION_KEY, ownValues, readings } from "./mends.js";
import { matchingKid } from "./other-kid.js";
import { validText } from "./verdict-valid.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../engine/contract").Report} Report */
/** @typedef {import("./mends.js").Mend} Mend */

/** @param {State} state @returns {Mend[]} */
export function verdictMends(state) {
  const { report, reportFor, inputs } = state;
  if (report === null || reportFor !== inputs.token || inputs.token.trim() === "") return [];
  if (report.inner) return verdictMends({ ...state, report: report.inner });
  if (report.checks.some(({ name, code }) => name === "decryption-key" && code === "no-key"))
    return [DECRYPTION_KEY];
  if (report.verdict === "valid") {
    if (validText(report, "").kind !== "unset") return [];
    // Whether they are the right ones is for the user to say.
    const issuers = inputs.expect.iss === undefined ? ownValues(report, "iss") : [];
    return [
      ...ownValues(report, "aud").map((value) => expected("aud", value)),
      ...issuers.map((value) => expected("iss", value)),
    ];
  }
  const kid = matchingKid(state);
  return kid === null ? readings(report) : [{ do: "kid", kid }];
}

/** @param {"aud" | "iss"} name @param {string} value @returns {Mend} */
function expected(name, value) {
  return { do: "expect", name, value };
}

/**
 * Says that the secret is right but read in another way; null when the engine found no such way.
 * @param {Report} report
 */
export function otherReading(report) {
  if (readings(report).length === 0) return null;
  const message = report.findings.find(({ code }) => code === "secret-found")?.message ?? "";
  const how = message.slice("The ".length, message.indexOf("."));
  return `The secret is right, but it is read in another way: the ${how}.`;
}
