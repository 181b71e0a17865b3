/** The list of findings. Each one leads to its place in the text. */
import { isComparison } from "./cross-check.js";
import { byId, plural, redrawnList, setText } from "../../shared/dom.js";
import { findingItem } from "../../shared/finding-item.js";
import { layersOf } from "./shown-texts.js";

/** @typedef {import("../../engine/contract").Finding} Finding */

const ORDER = { error: 0, warning: 1, info: 2 };

/**
 * @param {Pick<import("../../state/model").Store, "subscribe">} store
 * @param {import("../../shared/dom.js").App["reveal"]} reveal
 */
export function mountFindings(store, reveal) {
  const list = byId("findings", HTMLElement);
  const card = byId("findings-card", HTMLElement);
  const facts = byId("findings-facts", HTMLElement);
  const make = (/** @type {Finding} */ finding) => findingItem(finding, reveal);
  const drawList = redrawnList(list, make);
  const drawSigning = redrawnList(byId("sign-findings", HTMLElement), make);
  store.subscribe(({ report, inputs, signFindings }, previous) => {
    if (signFindings !== previous?.signFindings) drawSigning(gravestFirst(signFindings));
    if (previous !== null && report === previous.report && inputs.token === previous.inputs.token)
      return;
    const layers = inputs.token === "" ? [] : layersOf(report);
    const findings = layers.flatMap((layer, index) =>
      // Only the text of the outermost token stands in an editor, for its ranges.
      panelFindings(layer).map((each) => (index > 0 ? { ...each, range: null } : each)),
    );
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
