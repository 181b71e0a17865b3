/** Lists the signatures of a token that has several, with what fails at each one. */
import style from "./signatures.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { h, redrawn } from "../../../shared/dom.js";
import { foreign, sentence } from "../../../shared/foreign.js";
import { shortName } from "../../../shared/foreign-text.js";

/** @typedef {import("../../../engine/contract").SignatureAccount} SignatureAccount */

adoptStyle(style);

/** @type {Record<SignatureAccount["signature"], { status: string, sign: string, word: string }>} */
const STATES = {
  valid: { status: "pass", sign: "✓", word: "matches" },
  invalid: { status: "fail", sign: "✕", word: "does not match" },
  unchecked: { status: "skip", sign: "–", word: "not checked" },
};

/** @type {WeakMap<HTMLElement, (signatures: SignatureAccount[]) => void>} */
const drawn = new WeakMap();

/** @param {HTMLElement} card @param {SignatureAccount[]} signatures */
export function draw(card, signatures) {
  const known = drawn.get(card) ?? redrawn(card, content);
  drawn.set(card, known);
  known(signatures);
}

/** @param {SignatureAccount[]} signatures */
function content(signatures) {
  const good = signatures.filter(({ signature }) => signature === "valid").length;
  return [
    h(
      "div",
      { class: "card-head" },
      h("h3", { id: "signatures-title" }, "Signatures"),
      h("span", { class: "hint" }, `${good} of ${signatures.length} match`),
    ),
    h(
      "p",
      { class: "hint signatures-about" },
      "All are over the same payload. The checks above are about the first one that matches.",
    ),
    h("ol", { class: "checks signatures", id: "signatures" }, ...signatures.map(item)),
  ];
}

/** @param {SignatureAccount} account @param {number} index */
function item({ alg, kid, unprotected, signature, checks }, index) {
  const { status, sign, word } = STATES[signature];
  const failed = checks.filter((check) => check.status === "fail");
  const open = checks.filter(({ name, status: is }) => name === "signature" && is === "skip");
  const told = [...failed, ...open].map(({ message }) => h("p", {}, ...sentence(message)));
  return h(
    "li",
    { "data-status": status, "data-signature": signature },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h(
      "strong",
      {},
      `${index + 1}. `,
      alg === null ? "no alg" : foreign(shortName(alg)),
      h("span", { class: "sr-only" }, ` ${word}. `),
    ),
    h(
      "div",
      {},
      h(
        "p",
        {},
        h("span", { "aria-hidden": "true" }, `${word}${kid === null ? "" : ", "}`),
        ...(kid === null ? [] : ["kid ", h("code", {}, foreign(shortName(kid)))]),
        unprotected === null ? "" : ", with an unprotected header",
      ),
      ...told,
    ),
  );
}
