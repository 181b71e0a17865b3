/** What stands above the table: how many are allowed, how many tests pass, and that no valid token
 * means no access. */
import { plural } from "../../shared/dom.js";

/** @import { State } from "../../state/model" */
/** @import { Answer } from "./decide.js" */

/** @param {Answer} answer */
export function statusOf({ columns }) {
  const decisions = columns.flatMap((column) => column.decisions.flatMap((each) => each ?? []));
  if (decisions.length === 0) return "";
  const allowed = decisions.filter((each) => each.allowed).length;
  const tests = decisions.filter((each) => each.passed !== null);
  const passed = tests.filter((each) => each.passed).length;
  const end =
    tests.length === 0 ? "" : `; ${passed} of ${plural(tests.length, "test")} as expected`;
  return `${allowed} of ${plural(decisions.length, "decision")} allow${end}`;
}

/**
 * Says why nothing is allowed, or null.
 * @param {State} state
 * @param {Answer} answer
 */
export function noticeOf({ inputs }, { columns }) {
  if (inputs.token === "")
    return "No verdict, no access: there is no token in “Inspect” yet, so nothing is allowed. Paste one there.";
  const result = columns[0]?.result;
  if (!result || result.verdict === "valid") return null;
  return `No verdict, no access: this token allows nothing, whatever the policy says. ${result.summary}`;
}
