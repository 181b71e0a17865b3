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
export function encryptedParts({ form }, { parts, recipients, steps, state }) {
  const opened = state === "opened";
  const isCompact = form === "jwe-compact";
  return [
    ...titled(opened ? "How it was opened" : "How it is opened", list("layer-steps", steps)),
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
  ];
}

/** @param {string} title @param {HTMLElement} content @returns {Node[]} */
function titled(title, content) {
  return content.childElementCount === 0 ? [] : [h("h4", {}, title), content];
}

/** @param {string} name @param {string[]} sentences */
function list(name, sentences) {
  return h("ol", { class: name }, ...sentences.map((each) => h("li", {}, ...sentence(each))));
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
