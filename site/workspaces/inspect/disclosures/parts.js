/** Elements and parameters that all parts of this tab use. */
import { CHECK_STATUS, CHECK_TITLES } from "../../../shared/check-words.js";
import { h } from "../../../shared/dom.js";
import { foreign, sentence } from "../../../shared/foreign.js";

/** @typedef {import("../../../engine/contract").Check} Check */
/** @typedef {import("../../../state/model").Inputs} Inputs */

/** @type {Record<string, string>} */
const TITLES = {
  ...CHECK_TITLES,
  cnf: "Holder’s key",
  nonce: "Nonce",
  sd_hash: "Hash of the token",
  status_list: "List",
  ttl: "Time to live",
  idx: "Status",
  uri: "Address of the list",
};

/** @param {string} title @param {string} about @param {...(Node | string)} content */
export function section(title, about, ...content) {
  return h(
    "section",
    { class: "result" },
    h("div", { class: "card-head" }, h("h3", {}, title)),
    ...(about ? [h("p", { class: "hint" }, about)] : []),
    ...content,
  );
}

/** @param {Check} check */
export function checkItem({ name, status, message }) {
  const { sign, word } = CHECK_STATUS[status];
  return h(
    "li",
    { "data-status": status, "data-check": name },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("strong", {}, TITLES[name] ?? name, h("span", { class: "sr-only" }, ` ${word}. `)),
    h("p", {}, ...sentence(message)),
  );
}

/** Writes the way to a claim. @param {(string | number)[]} path */
export function pathNodes(path) {
  return path.flatMap((step, index) => [
    ...(index > 0 ? [" → "] : []),
    typeof step === "number" ? `[${step}]` : foreign(step),
  ]);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Record<string, string | number | boolean | ((event: Event) => void)>} [more]
 */
export function field(id, label, more = {}) {
  const input = h("input", { id, autocomplete: "off", maxlength: 10_000, ...more });
  return { input, element: h("label", { class: "field", for: id }, label, input) };
}

/** A field for a text of several lines, such as a key. @param {string} id @param {string} label */
export function area(id, label) {
  const input = h("textarea", {
    id,
    rows: 3,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
  });
  return { input, element: h("label", { class: "field", for: id }, label, input) };
}

/**
 * What a token is judged by, without what is expected of its claims.
 * @param {Inputs} inputs
 */
export function terms({ token, key, algorithms, now, leeway, engine }) {
  return {
    token,
    ...(key.text !== "" && { key }),
    ...(algorithms && { algorithms }),
    ...(now !== null && { now }),
    ...(leeway !== 0 && { leeway }),
    ...(engine !== "auto" && { engine }),
  };
}
