/** The result of the cross-check, which asks a second engine. */

/** @typedef {import("../../engine/contract").Report} Report */

const CODES = ["engines-agree", "engines-disagree", "cross-check-skipped"];

/**
 * Tells whether a finding is about the comparison. Such findings are placed at the `key`, but they
 * are not about the key.
 * @param {{ code: string }} finding
 */
export function isComparison({ code }) {
  return CODES.includes(code);
}

/**
 * @param {Report} report  The report of a request that asked for the cross-check.
 * @returns {{ code: string, text: string } | null}  Null when no signature was checked.
 */
export function comparison({ findings, engine, signature }) {
  const found = findings.find(isComparison);
  if (found) return { code: found.code, text: found.message };
  if (signature === "unchecked") return null;
  // Every build has only one implementation of HMAC, so the engine reports no comparison.
  return engine === "python"
    ? {
        code: "cross-check-skipped",
        text: "HMAC is always Python’s own; there is nothing to compare it with.",
      }
    : null;
}
