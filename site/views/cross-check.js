/** What came of asking both engines. */

/** @typedef {import("../engine/contract").Report} Report */

const CODES = ["engines-agree", "engines-disagree", "cross-check-skipped"];

/** Findings about engines stand where the `key` ones do, but are not about the key. @param {{ code: string }} finding */
export function isComparison({ code }) {
  return CODES.includes(code);
}

/**
 * @param {Report} report Of a request that asked for the comparison.
 * @returns {{ code: string, text: string } | null} null where no signature was checked.
 */
export function comparison({ findings, engine, signature }) {
  const found = findings.find(isComparison);
  if (found) return { code: found.code, text: found.message };
  if (signature === "unchecked") return null;
  // HMAC has one implementation in every build, so the engine says nothing.
  return engine === "python"
    ? {
        code: "cross-check-skipped",
        text: "HMAC is always Python’s own; there is nothing to compare it with.",
      }
    : null;
}
