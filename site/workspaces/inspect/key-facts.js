/** Describes one key in words and figures, with a button for every form it can be copied as. */
import { certificateChain } from "./certificates.js";
import { copyButton } from "../../shared/clipboard.js";
import { h, plural } from "../../shared/dom.js";
import { foreign } from "../../shared/foreign.js";
import { shortName, shown } from "../../shared/foreign-text.js";

/** @typedef {import("../../engine/contract").DescribedKey} DescribedKey */
/** @typedef {import("./certificates.js").Counter} Counter */

/** @type {Record<string, string>} */
const FAMILIES = { RSA: "RSA", EC: "EC", OKP: "", AKP: "" };

/**
 * Returns a name such as "RSA public key", "P-256 private key", "Shared secret".
 * @param {DescribedKey} key  "RSA public key", "P-256 private key", "Shared secret".
 */
export function keyName({ kty, curve, alg, private: secret }) {
  if (kty === "oct") return "Shared secret";
  const family = [FAMILIES[kty] ?? kty, curve ?? (kty === "AKP" ? alg : null)]
    .filter(Boolean)
    .join(" ");
  return `${family} ${secret ? "private" : "public"} key`;
}

/**
 * @param {DescribedKey} key
 * @param {Counter[]} counters
 * @param {(text: string) => void} announce
 */
export function keyFacts(key, counters, announce) {
  /** @type {[string, Node | string | null][]} */
  const rows = [
    ["Read as", key.source.replace(/^read as /, "").replace(/^utf8\b/, "UTF-8 text")],
    ["Key ID", key.kid === null ? null : h("code", {}, foreign(shortName(key.kid)))],
    [
      "For",
      [
        key.use === "sig"
          ? "signatures"
          : key.use === null
            ? ""
            : key.use === "enc"
              ? "encryption (use enc), not signatures"
              : `use ${shown(shortName(key.use))}`,
        key.alg === null ? "" : `alg ${shown(shortName(key.alg))}`,
      ]
        .filter(Boolean)
        .join(", ") || null,
    ],
    ["Allows", key.algorithms.length > 0 ? key.algorithms.join(", ") : "no signature algorithm"],
    // That of a secret would help whoever sees the screen to guess it.
    [
      "Thumbprint",
      key.thumbprint === null || key.kty === "oct" ? null : h("code", {}, key.thumbprint),
    ],
  ];
  const { certificates } = key;
  return h(
    "div",
    {
      class: "key-facts",
      "data-kty": key.kty,
      "data-private": String(key.private),
      role: "group",
      "aria-label": [keyName(key), shown(shortName(key.kid ?? ""))].filter(Boolean).join(" "),
    },
    h(
      "p",
      { class: "key-name" },
      h("strong", {}, keyName(key)),
      ...(key.bits === null ? [] : [h("span", { class: "fact" }, plural(key.bits, "bit"))]),
    ),
    h(
      "dl",
      { class: "facts" },
      ...rows.flatMap(([name, value]) =>
        value === null ? [] : [h("div", {}, h("dt", {}, name), h("dd", {}, value))],
      ),
    ),
    h(
      "div",
      { class: "row copies" },
      h("span", { class: "hint" }, "Copy as"),
      ...copies(key, announce),
    ),
    ...(certificates.length === 0
      ? []
      : [
          h(
            "p",
            { class: "chain-title" },
            certificates.length === 1
              ? "Certificate"
              : `Chain of ${certificates.length} certificates`,
            h("span", { class: "hint" }, " shown, not trusted"),
          ),
          certificateChain(certificates, counters),
        ]),
  );
}

/** @param {DescribedKey} key @param {(text: string) => void} announce */
function copies(key, announce) {
  /** @type {[string, string | null][]} */
  const forms = [
    ["JWK", key.jwk],
    ["PEM", key.pem],
    ["Public JWK", key.private ? key.public_jwk : null],
    ["Public PEM", key.private ? key.public_pem : null],
  ];
  return forms.flatMap(([label, text]) => (text === null ? [] : [copyAs(label, text, announce)]));
}

/**
 * Makes a button that copies one form of a key.
 * @param {string} label
 * @param {string} text
 * @param {(text: string) => void} announce
 * @param {string} [what]  The name of the text in the announcement.
 */
export function copyAs(label, text, announce, what = label) {
  const button = h("button", { type: "button", class: "chip" }, label);
  copyButton(button, () => text, what, announce);
  button.setAttribute("aria-label", `Copy ${what === label ? "as " : ""}${what}`);
  return button;
}
