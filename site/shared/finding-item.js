/** A finding as an item of a list. It leads to its place in the text. */
import { h } from "./dom.js";
import { sentence } from "./foreign.js";

/** @typedef {import("../engine/contract").Finding} Finding */

const WORDS = { error: "Error", warning: "Warning", info: "Note" };
/** @type {Record<string, string>} */
const PLACES = {
  token: "token",
  header: "header",
  payload: "payload",
  signature: "signature",
  key: "key",
  request: "settings",
  model: "model",
  policy: "rules",
};

/**
 * Makes the list item of a finding.
 * @param {Finding} finding
 * @param {(finding: Finding) => void} reveal
 */
export function findingItem(finding, reveal) {
  const { severity, where, message, code, range } = finding;
  const content = [
    h("span", { class: "severity" }, WORDS[severity]),
    h("span", { class: "message" }, ...sentence(message)),
  ];
  return h(
    "li",
    { "data-severity": severity, "data-code": code },
    range === null
      ? h("div", { class: "finding" }, ...content)
      : h(
          "button",
          {
            type: "button",
            class: "finding",
            title: `Show it in the ${PLACES[where] ?? where}`,
            click: () => reveal(finding),
          },
          ...content,
          h("span", { class: "place" }, `in the ${PLACES[where] ?? where} →`),
        ),
  );
}
