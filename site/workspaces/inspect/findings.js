/** The list of findings. Each one leads to its place in the text. */
import { isComparison } from "./cross-check.js";
import { byId, h, plural, redrawnList, setText } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";

/** @typedef {import("../../engine/contract").Finding} Finding */

const ORDER = { error: 0, warning: 1, info: 2 };
const WORDS = { error: "Error", warning: "Warning", info: "Note" };
/** @type {Record<string, string>} */
const PLACES = {
  token: "token",
  header: "header",
  payload: "payload",
  signature: "signature",
  key: "key",
  request: "settings",
};

/**
 * @param {Pick<import("../../state/model").Store, "subscribe">} store
 * @param {import("../../shared/dom.js").App["reveal"]} reveal
 */
export function mountFindings(store, reveal) {
  const list = byId("findings", HTMLElement);
  const card = byId("findings-card", HTMLElement);
  const facts = byId("findings-facts", HTMLElement);
  const make = (/** @type {Finding} */ finding) => item(finding, reveal);
  const drawList = redrawnList(list, make);
  const drawSigning = redrawnList(byId("sign-findings", HTMLElement), make);
  store.subscribe(({ report, inputs, signFindings }, previous) => {
    if (signFindings !== previous?.signFindings) drawSigning(gravestFirst(signFindings));
    if (previous !== null && report === previous.report && inputs.token === previous.inputs.token)
      return;
    const findings = inputs.token === "" || report === null ? [] : panelFindings(report);
    card.hidden = findings.length === 0;
    setText(facts, plural(findings.length, "remark"));
    drawList(gravestFirst(findings));
  });
}

/**
 * Returns the findings that the panel shows. Those about the key are shown at the key, and that the
 * engines agree is shown in the verdict.
 * @param {import("../../engine/contract").Report} report
 */
export function panelFindings({ findings }) {
  return findings.filter(
    (finding) => !isAboutKey(finding) && (finding.severity === "error" || !isComparison(finding)),
  );
}

/** @param {Finding} finding */
export function isAboutKey(finding) {
  return finding.where === "key" && !isComparison(finding);
}

/** @param {readonly Finding[]} findings */
export function gravestFirst(findings) {
  return [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

/**
 * Makes the list item of a finding.
 * @param {Finding} finding
 * @param {(finding: Finding) => void} reveal
 */
export function item(finding, reveal) {
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
