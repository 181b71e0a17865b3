/** What a JWE is made of: its five parts, its recipients, and the way to the content key. */
import { h, plural } from "../../../shared/dom.js";
import { foreign, sentence } from "../../../shared/foreign.js";
import { shortName } from "../../../shared/foreign-text.js";

/** @typedef {import("./chain.js").Layer} Layer */
/** @typedef {import("../../../engine/contract").Encryption} Encryption */

/** @type {Record<Encryption["parts"][number]["name"], string>} */
const NAMES = {
  header: "Protected header",
  encrypted_key: "Encrypted key",
  iv: "Initialization vector",
  ciphertext: "Ciphertext",
  tag: "Authentication tag",
  aad: "Additional data",
};

/** @type {Record<Encryption["recipients"][number]["status"], string>} */
const STATUS = {
  opened: "opened it",
  tried: "tried",
  rejected: "left out",
  unused: "not needed",
};

/**
 * @param {Layer} layer
 * @param {Encryption} encryption
 * @returns {Node[]}
 */
export function encryptedParts({ form }, { parts, recipients, steps, compressed }) {
  const isCompact = form === "jwe-compact";
  return [
    ...titled("How the content key came about", list("ol", "layer-steps", steps)),
    ...titled(
      isCompact ? "The five parts" : "The parts",
      h(
        "ul",
        { class: "layer-parts legend" },
        ...parts.map(({ name, bytes, message }) =>
          h(
            "li",
            { "data-segment": name, "data-part-of-jwe": name },
            h("strong", {}, NAMES[name]),
            h("span", { class: "hint" }, ` ${plural(bytes, "byte")}`),
            h("p", {}, ...sentence(message)),
          ),
        ),
      ),
    ),
    ...(isCompact ? [] : titled("Recipients", recipientList(recipients))),
    ...titled(
      "What is protected",
      list("ul", "layer-steps", [
        isCompact
          ? "Authenticated: the header and the ciphertext. If one bit of either changes, the token does not open."
          : "Authenticated: the protected header, the additional data and the ciphertext. Unprotected headers are not: anyone can change them.",
        "Anybody can read the header: it is encoded, not encrypted. Put nothing secret there.",
        compressed
          ? "The length of the ciphertext tells how well the content could be compressed, which can give away a part of it."
          : "The length of the ciphertext tells the length of the content.",
        "That it opens does not say who made it: whoever has the public key, or the shared secret, can. A signature inside says more.",
      ]),
    ),
  ];
}

/** @param {string} title @param {HTMLElement} content @returns {Node[]} */
function titled(title, content) {
  return content.childElementCount === 0 ? [] : [h("h4", {}, title), content];
}

/** @param {"ol" | "ul"} kind @param {string} name @param {string[]} sentences */
function list(kind, name, sentences) {
  return h(kind, { class: name }, ...sentences.map((each) => h("li", {}, ...sentence(each))));
}

/** @param {Encryption["recipients"]} recipients */
function recipientList(recipients) {
  return h(
    "ol",
    { class: "layer-steps", "aria-label": "Recipients" },
    ...recipients.map(({ alg, kid, bytes, status, reason }) =>
      h(
        "li",
        { "data-status": status },
        h("strong", {}, STATUS[status]),
        " ",
        h("code", {}, foreign(shortName(alg ?? "no alg"))),
        ...(kid === null ? [] : [", kid ", h("code", {}, foreign(shortName(kid)))]),
        `, ${plural(bytes, "byte")} of encrypted key. `,
        ...sentence(reason),
      ),
    ),
  );
}
