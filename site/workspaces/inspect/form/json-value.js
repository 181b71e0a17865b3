/** A value that no field fits: nested, null, or with characters that a field cannot show. */
import { count, h } from "../../../shared/dom.js";
import { beginning, quoted, shownValue } from "../../../shared/foreign-text.js";

/** Longer values are cut. The text above shows them whole. In UTF-16 units. */
const LONGEST = 600;

/**
 * Shows the value as JSON. Nothing here changes it.
 * @param {string} value
 * @param {import("./fields.js").Context} context
 * @returns {import("./fields.js").Field}
 */
export function shownAsJson(value, { name, reveal }) {
  const code = h("code", { class: "value", translate: "no" });
  let known = "";
  const show = (/** @type {string} */ next) => {
    if (next === known) return;
    known = next;
    const start = beginning(next, LONGEST);
    const more = start === next ? "" : `… (${count(next.length)} characters in all)`;
    code.replaceChildren(shownValue(start) + more);
  };
  show(value);
  const button = h(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-label": `Edit in the JSON: ${quoted(name, 60)}`,
      click: reveal,
    },
    "Edit in the JSON",
  );
  return { element: h("div", { class: "claim-value claim-json" }, code, button), show };
}
