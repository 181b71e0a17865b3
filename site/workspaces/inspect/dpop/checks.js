/** Draws the verdict and the checks of a DPoP pair. */
import { h, redrawnList, setText } from "../../../shared/dom.js";
import { sentence } from "../../../shared/foreign.js";

/** @typedef {import("../../../engine/contract").Check} Check */
/** @typedef {import("../../../engine/contract").Finding} Finding */
/** @typedef {import("../../../engine/contract").DpopPair} DpopPair */

/** @type {Record<DpopPair["verdict"], string>} */
export const WORDS = {
  valid: "The proof and its request hold.",
  invalid: "Refuse this request.",
  unverified: "Not all of it could be checked.",
};
/** @type {Record<string, string>} */
const TITLES = {
  "one-proof": "One proof",
  proof: "Form",
  typ: "Type",
  algorithm: "Algorithm",
  jwk: "Key",
  signature: "Signature",
  htm: "Method",
  htu: "URL",
  iat: "Time",
  jti: "Token ID",
  nonce: "Nonce",
  ath: "Token hash",
  cnf: "Binding",
  "access-token": "Access token",
};
/** @type {Record<Check["status"], { word: string, sign: string }>} */
const STATUS = {
  fail: { word: "Fails", sign: "✕" },
  pass: { word: "Passes", sign: "✓" },
  skip: { word: "Not checked", sign: "–" },
};

/**
 * @param {{ verdict: HTMLElement, list: HTMLElement, findings: HTMLElement }} parts
 * @returns {(pair: DpopPair) => void}
 */
export function drawPair({ verdict, list, findings }) {
  const drawChecks = redrawnList(list, item);
  const drawFindings = redrawnList(findings, (/** @type {Finding} */ { message }) =>
    h("li", {}, ...sentence(message)),
  );
  return (pair) => {
    verdict.dataset.verdict = pair.verdict;
    setText(verdict, WORDS[pair.verdict]);
    drawChecks(pair.checks);
    findings.hidden = pair.findings.length === 0;
    drawFindings(pair.findings);
  };
}

/** @param {Check} check */
function item({ name, status, code, message }) {
  const { sign, word } = STATUS[status];
  return h(
    "li",
    { "data-status": status, "data-check": name, "data-code": code },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("strong", {}, TITLES[name] ?? name, h("span", { class: "sr-only" }, ` ${word}. `)),
    h("p", {}, ...sentence(message)),
  );
}
