/**
 * Puts the verdict into words: one word, one sentence with the reason, and the next step if there
 * is one. Pure.
 */

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../engine/contract").Report} Report */
/**
 * @typedef {{ kind: "empty" | "loading" | "failed" | "valid" | "invalid" | "unverified", word:
 *   string, why: string }} Verdict
 */

/** Who chose the fixed time, where it was not the user. */
export const BY_LINK = "as the link set it";

/** @param {State} state @returns {Verdict} */
export function verdictText({ inputs, report, load, error, linkTerms }) {
  if (inputs.token.trim() === "") {
    return {
      kind: "empty",
      word: "Paste a token",
      why: "Or open a sample, or write a header and payload and sign them. It all happens in your browser.",
    };
  }
  // The report, if there is one, is about other settings.
  if (error?.code === "bad-request")
    return { kind: "failed", word: "Not checked", why: error.message };
  if (report === null && load.stage === "ready")
    return { kind: "loading", word: "Checking", why: "The engine is reading the token." };
  if (report === null) {
    return load.stage === "failed"
      ? {
          kind: "failed",
          word: "Cannot verify",
          why: "The verification engine did not start. What you see is decoded only.",
        }
      : {
          kind: "loading",
          word: "Preview",
          why: "Decoded only: the verification engine is still loading.",
        };
  }
  // When two implementations contradict each other, that matters more than the answer of either.
  const quarrel = report.findings.find(({ code }) => code === "engines-disagree");
  if (quarrel) return { kind: "invalid", word: "The engines disagree", why: quarrel.message };
  if (report.verdict === "valid") {
    const also =
      report.pyjwt?.ok === false ? " PyJWT, with these settings, would still refuse it." : "";
    const leeway = report.findings.find(({ code }) => code === "leeway-decides");
    const fixed =
      inputs.now !== null && linkTerms?.parts.now !== undefined
        ? ` It is checked for a fixed time, ${BY_LINK}.`
        : "";
    return {
      kind: "valid",
      word: "Valid",
      why:
        `The signature matches this key, and no check fails.${leeway ? ` ${leeway.message}` : ""}` +
        fixed +
        also,
    };
  }
  return report.verdict === "invalid"
    ? invalid(report)
    : { kind: "unverified", word: "Not verified", why: unverified(report) };
}

/** @param {Report} report @returns {Verdict} */
function invalid(report) {
  const fails = report.checks.filter(({ status }) => status === "fail");
  const fault =
    first(report)?.message ??
    report.findings.find(({ severity }) => severity === "error")?.message ??
    "A check failed.";
  const more = fails.length > 1 ? ` ${others(fails.length - 1)}` : "";
  const signed = report.signature === "valid" ? " The signature itself matches." : "";
  return { kind: "invalid", word: "Invalid", why: fault + more + signed };
}

/** Says why nothing was verified, and what would help. @param {Report} report */
function unverified(report) {
  const has = (/** @type {string} */ code) =>
    report.findings.some((finding) => finding.code === code);
  const check = (/** @type {string} */ name) => report.checks.find((each) => each.name === name);
  const fault = first(report);
  if (fault) return fault.message;
  if (has("key-passphrase-needed"))
    return "The key is encrypted: enter its passphrase below the key.";
  if (has("key-passphrase-wrong"))
    return "The passphrase does not open the key: correct it below the key.";
  if (check("signature")?.code === "no-key") {
    const secret = algorithm(report)?.startsWith("HS");
    return secret
      ? "Not checked yet: enter the secret that it was signed with under “Verification key”."
      : "Not checked yet: enter the issuer’s public key (PEM, JWK, JWK Set or certificate) under “Verification key”.";
  }
  // “Not checked because of the key” does not help when the check of the key itself says what is
  // wrong.
  const key = check("key");
  if (key?.status === "skip" && key.code === "key-unreadable") return key.message;
  const skipped = check("signature");
  if (skipped && skipped.status !== "pass") return skipped.message;
  const remark = report.findings.find(({ severity }) => severity !== "info") ?? report.findings[0];
  return remark?.message ?? "Give a key to check the signature.";
}

/**
 * Returns the most important failed check: first that it is no token, then a wrong signature, then
 * the others in their order.
 * @param {Report} report
 */
function first({ checks }) {
  const fails = checks.filter(({ status }) => status === "fail");
  return (
    fails.find(({ name }) => name === "format") ??
    fails.find(({ name }) => name === "signature") ??
    fails[0]
  );
}

/** @param {Report} report */
function algorithm({ header_members }) {
  const value = header_members.findLast(({ name }) => name === "alg")?.value;
  return value?.startsWith('"') ? value.slice(1, -1) : null;
}

/** @param {number} count */
function others(count) {
  return count === 1 ? "One more check fails." : `${count} more checks fail.`;
}
