/**
 * Puts the verdict into words: one word, one sentence with the reason, and the next step if there
 * is one. Pure.
 */
import { stringMember } from "../../editors/json-text.js";
import { quoted } from "../../shared/foreign-text.js";
import { whatItIs } from "../../shared/kinds.js";
import { relative, utc } from "../../shared/time-format.js";
import { otherReading } from "./verdict-mends.js";
import { matchingKid } from "./other-kid.js";
import { shownMembers, shownTexts } from "./shown-texts.js";
import { validText } from "./verdict-valid.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../engine/contract").Report} Report */
/**
 * @typedef {object} Verdict
 * @property {"empty" | "loading" | "failed" | "valid" | "unset" | "refused" | "invalid" |
 *   "unverified"} kind  `unset`, `refused`: the signature is good and no check fails, but other
 *   verifiers refuse the token.
 * @property {string} word
 * @property {string} [but]  What follows a good word and is not so good.
 * @property {string} why
 */

/** Who chose the fixed time, where it was not the user. */
export const BY_LINK = "as the link set it";

/** The longest name that is quoted here, in UTF-16 units. */
const LONGEST = 60;

/** What is known of a signature that does not match. */
const NEAR = ["signature-fits-otherwise", "signature-of-other-text"];

/** @typedef {(state: State, report: Report) => Verdict | null} LayeredText */
/** @type {LayeredText | null} */
let layeredText = null;

/**
 * Adds the words for encrypted and nested tokens, which are loaded when there is one.
 * @param {LayeredText} text  Returns null for a token that is neither.
 */
export function addLayeredText(text) {
  layeredText = text;
}

/** @param {State} state @returns {Verdict} */
export function verdictText(state) {
  const { inputs, report, load, error, linkTerms } = state;
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
  if (report === null) return withoutReport(state);
  // When two implementations contradict each other, that matters more than the answer of either.
  const quarrel = report.findings.find(({ code }) => code === "engines-disagree");
  if (quarrel) return { kind: "invalid", word: "The engines disagree", why: quarrel.message };
  const words = layeredText?.(state, report) ?? null;
  if (words !== null) return words;
  if (report.verdict === "valid") {
    const isFixedByLink = inputs.now !== null && linkTerms?.parts.now !== undefined;
    return validText(report, isFixedByLink ? `It is checked for a fixed time, ${BY_LINK}.` : "");
  }
  const named = notAToken(state, report);
  if (named) return { kind: "unverified", word: "Not a token", why: named };
  const other = otherKey(state, report);
  return report.verdict === "invalid"
    ? invalid(report, other)
    : { kind: "unverified", word: "Not verified", why: other || unverified(report) };
}

/** Says what is not checked yet, or will not be. @param {State} state @returns {Verdict} */
function withoutReport(state) {
  if (state.load.stage === "failed")
    return {
      kind: "failed",
      word: "Cannot verify",
      why: `The verification engine did not start. What you see is decoded only.${expiry(state)}`,
    };
  if (state.preview === null)
    return {
      kind: "loading",
      word: "Not read yet",
      why: "The verification engine is still loading. Nothing is checked yet.",
    };
  const loading = "Decoded only: the verification engine is still loading.";
  return {
    kind: "loading",
    word: "Preview",
    why: `${loading} Nothing is checked yet.${expiry(state)}`,
  };
}

/**
 * Names what is no token. The engine looks closer than the page, and what it could read is a token.
 * @param {State} state @param {Report} report
 */
function notAToken({ noToken, inputs }, report) {
  if (report.header !== null) return "";
  const kind = noToken?.text === inputs.token ? noToken.kind : "opaque";
  const told = report.findings.find(({ code }) => code === "token-of-other-kind")?.message ?? "";
  return kind === "opaque" ? told : whatItIs(kind);
}

/**
 * Says when the token expires, as far as that can be told without the engine.
 * @param {State} state
 */
function expiry(state) {
  const token = {
    ...state,
    inputs: { ...state.inputs, direction: /** @type {const} */ ("verify") },
  };
  const { payload } = shownMembers(token, shownTexts(token));
  const seconds = payload.findLast(({ name }) => name === "exp")?.seconds ?? null;
  const at = seconds === null ? null : utc(Math.floor(seconds));
  if (seconds === null || at === null) return "";
  const now = state.inputs.now ?? Date.now() / 1000;
  return ` ${seconds <= now ? "Expired" : "Expires"} ${relative(seconds, now)}, at ${at}.`;
}

/** Names the key that was left out although it fits. @param {State} state @param {Report} report */
function otherKey(state, report) {
  const kid = matchingKid(state);
  if (kid === null) return "";
  const named = stringMember(report.header ?? "", "kid");
  const but = named === null ? "was left out" : `the token names ${quoted(named, LONGEST)}`;
  return `The key ${quoted(kid, LONGEST)} of the set verifies it, but ${but}.`;
}

/** @param {Report} report @param {string} other @returns {Verdict} */
function invalid(report, other) {
  const fails = report.checks.filter(({ status }) => status === "fail");
  const fault =
    other ||
    (otherReading(report) ??
      first(report)?.message ??
      report.findings.find(({ severity }) => severity === "error")?.message ??
      "A check failed.");
  const more = fails.length > 1 ? ` ${others(fails.length - 1)}` : "";
  const signed = report.signature === "valid" ? " The signature itself matches." : "";
  const near = report.findings.find(({ code }) => NEAR.includes(code))?.message;
  return {
    kind: "invalid",
    word: "Invalid",
    why: fault + (near ? ` ${near}` : "") + more + signed,
  };
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
