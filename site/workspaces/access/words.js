/** What decisions and verdicts are called. */

/** @import { Authorized, Decision } from "../../engine/contract" */

/** @type {Record<Authorized["verdict"], string>} */
export const VERDICTS = {
  valid: "Valid",
  invalid: "Invalid",
  unverified: "Not verified",
};

/** @param {Decision} decision */
export function wordOf({ allowed }) {
  return allowed ? "Allow" : "Deny";
}

/** Says in a few words what decided. @param {Decision} decision */
export function shortReason({ code, rule }) {
  const line = rule ? `line ${rule.line}` : "";
  /** @type {Record<Decision["code"], string>} */
  const words = {
    "rule-allows": line,
    "rule-denies": line,
    "no-rule-matches": "no rule matches",
    "no-rule-decides": `no rule allows, ${line} matches`,
    "no-rule-denies": "no rule denies",
    "matcher-allows": "the matcher alone",
    "matcher-fails": "the matcher fails",
    "request-does-not-fit": "the request does not fit",
    "too-much-work": "too much work",
    "policy-refused": "the policy has an error",
    "token-not-valid": "no verdict, no access",
  };
  return words[code];
}
