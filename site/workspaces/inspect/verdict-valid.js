/**
 * The words for a token that no check objects to. Plain green is only for what other verifiers
 * take as well. Pure.
 */

/** @typedef {import("../../engine/contract").Report} Report */

/**
 * What is said of a secret that others may find.
 * @type {[code: string, but: string][]}
 */
const WEAK = [
  ["secret-well-known", "the secret is guessable"],
  ["weak-secret", "the secret is short"],
];

/**
 * @param {Report} report
 * @param {string} fixed  A sentence about the time of the checks, or "".
 * @returns {import("./verdict-text.js").Verdict}
 */
export function validText(report, fixed) {
  const message = (/** @type {string} */ code) =>
    report.findings.find((finding) => finding.code === code)?.message ?? "";
  const [weak, but] = WEAK.find(([code]) => message(code) !== "") ?? ["", ""];
  const more = [message("leeway-decides"), message(weak), fixed];
  const { pyjwt } = report;
  const audience = report.checks.find(({ name }) => name === "aud");
  if (audience?.code === "no-expectation" && pyjwt?.ok !== true)
    return {
      kind: "unset",
      word: "Signature good, audience not set",
      why: joined(message("audience-not-set") || audience.message, ...more),
    };
  const good = "The signature matches this key, and no check fails.";
  // That PyJWT wants the key in another form is no word about the token.
  const form = message("pyjwt-refuses-key");
  if (pyjwt?.ok === false && form === "")
    return {
      kind: "refused",
      word: "Signature good, PyJWT refuses",
      why: joined(
        good,
        `PyJWT, with these settings, would still refuse it: ${pyjwt.exception ?? "an exception"}.`,
        message("payload-not-json") || message("payload-not-claims"),
        ...more,
      ),
    };
  return {
    kind: "valid",
    word: "Valid",
    ...(but !== "" && { but }),
    why: joined(good, form, ...more),
  };
}

/** @param {...string} sentences */
function joined(...sentences) {
  return sentences.filter(Boolean).join(" ");
}
