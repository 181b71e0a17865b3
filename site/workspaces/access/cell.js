/** One decision in the table: allow or deny, what decided, and whether it was expected. */
import { h } from "../../shared/dom.js";
import { shortReason, wordOf } from "./words.js";

/** @import { Decision } from "../../engine/contract" */

/**
 * @param {HTMLElement} cell
 * @param {number} request  As it is counted for people.
 * @param {number} token
 */
export function cellFor(cell, request, token) {
  let drawn = "";
  let choose = () => {};
  /** @type {HTMLButtonElement | null} */
  let button = null;

  /**
   * @param {Decision | null} decision
   * @param {{ isChosen: boolean, choose: () => void }} about
   */
  return (decision, about) => {
    choose = about.choose;
    const key =
      decision && JSON.stringify([decision.allowed, shortReason(decision), decision.passed]);
    if ((key ?? "") !== drawn || (key === null && cell.childElementCount === 0)) {
      drawn = key ?? "";
      const hadFocus = button !== null && document.activeElement === button;
      button = decision && buttonOf(decision, request, token, () => choose());
      cell.replaceChildren(button ?? h("span", { class: "hint" }, "–"));
      if (hadFocus) button?.focus();
    }
    button?.setAttribute("aria-pressed", String(about.isChosen));
  };
}

/**
 * @param {Decision} decision
 * @param {number} request
 * @param {number} token
 * @param {() => void} choose
 */
function buttonOf(decision, request, token, choose) {
  const { allowed, passed } = decision;
  return h(
    "button",
    {
      type: "button",
      class: "decision",
      "data-allowed": String(allowed),
      "data-passed": passed === null ? false : String(passed),
      "data-code": decision.code,
      click: choose,
    },
    h("span", { class: "sr-only" }, `Request ${request}, token ${token}: `),
    h("strong", {}, h("span", { "aria-hidden": "true" }, allowed ? "✓ " : "✕ "), wordOf(decision)),
    h("span", { class: "access-short" }, shortReason(decision)),
    passed === null
      ? ""
      : h("span", { class: "access-passed" }, passed ? "as expected" : "not as expected"),
  );
}
