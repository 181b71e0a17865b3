/** The two editors of “Access”, what is wrong with their texts, and the marked lines. */
import { markedLines, modelEditor, policyEditor, revealLine } from "../../editors/policy.js";
import { byId, redrawnList, setText } from "../../shared/dom.js";
import { findingItem } from "../../shared/finding-item.js";
import { choicesOf } from "./choices.js";

/** @import { Authorized, Decision, Finding } from "../../engine/contract" */
/** @import { AccessInputs } from "../../state/model" */

/**
 * @param {object} given
 * @param {(text: string) => void} given.onModel
 * @param {(text: string) => void} given.onPolicy
 * @param {() => void} given.onSubmit
 * @param {() => Parameters<typeof choicesOf>[0]} given.about  What to complete depends on it.
 */
export function mountEditors({ onModel, onPolicy, onSubmit, about }) {
  const choices = () => choicesOf(about());
  const model = modelEditor(byId("access-model", HTMLElement), {
    label: "Model",
    hint: "[request_definition] …",
    onInput: onModel,
    onSubmit,
    choices,
  });
  const policy = policyEditor(byId("access-rules", HTMLElement), {
    label: "Rules",
    hint: "p, admin, /orders/*, write",
    onInput: onPolicy,
    onSubmit,
    choices,
  });
  let marked = "";
  const unreachedLine = byId("access-unreached", HTMLElement);
  const drawFindings = redrawnList(
    byId("access-findings", HTMLElement),
    (/** @type {Finding} */ finding) => findingItem(finding, reveal),
  );

  /** @param {Finding} finding */
  const reveal = ({ where, range }) => range && (where === "model" ? model : policy).reveal(range);

  return {
    /** @param {number} line  Of the policy. */
    revealLine: (line) => revealLine(policy, line),
    /**
     * @param {AccessInputs} access
     * @param {readonly Authorized[]} results  One for each token.
     * @param {Decision | null} decision  The one that is shown.
     */
    show(access, results, decision) {
      const findings = results[0]?.findings ?? [];
      const unreached = unreachedIn(results);
      const lit = decision
        ? [
            ...(decision.rule ? [decision.rule.line] : []),
            ...decision.roles.flatMap((way) => way.lines),
          ]
        : [];
      const of = (/** @type {string} */ place) => findings.filter(({ where }) => where === place);
      model.show(access.model, { findings: of("model"), undoable: true });
      const marks = { unreached, lit: [...new Set(lit)] };
      const key = JSON.stringify([marks, access.policy]);
      policy.show(access.policy, {
        findings: of("policy"),
        undoable: true,
        effects: key === marked ? [] : [markedLines(marks)],
      });
      marked = key;
      drawFindings(findings.filter(({ where }) => where === "model" || where === "policy"));
      unreachedLine.hidden = unreached.length === 0;
      setText(
        unreachedLine,
        `No request reached ${unreached.length === 1 ? "line" : "lines"} ${unreached.join(", ")} ` +
          "of the rules. What is there is not tested.",
      );
    },
  };
}

/**
 * Returns the lines that no request reached with any token that the policy was asked for.
 * @param {readonly Authorized[]} results
 */
function unreachedIn(results) {
  const asked = results.flatMap(({ unreached }) => (unreached === null ? [] : [unreached]));
  const [first = [], ...others] = asked;
  return first.filter((line) => others.every((lines) => lines.includes(line)));
}
