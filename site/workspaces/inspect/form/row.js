/** One claim in the form: its name, its field, and the buttons that move and remove it. */
import { h } from "../../../shared/dom.js";
import { foreign } from "../../../shared/foreign.js";
import { quoted, shortName } from "../../../shared/foreign-text.js";
import { factOf, knownNames } from "../known-names.js";
import { fieldFor } from "./fields.js";

/**
 * @typedef {object} Shown
 * @property {string} name
 * @property {import("./kinds.js").Kind} kind
 * @property {boolean} isDuplicate
 */
/**
 * @typedef {object} RowActions
 * @property {(value: string) => void} write
 * @property {(by: -1 | 1) => void} move
 * @property {() => void} remove
 * @property {() => void} reveal
 * @property {() => number} now
 */

/**
 * @param {Shown} shown
 * @param {string} value
 * @param {RowActions} actions
 */
export function createRow({ name, kind, isDuplicate }, value, actions) {
  const label = quoted(name, 60);
  const fact = factOf(knownNames().claims, name);
  const field = fieldFor(kind, value, { name, ...actions });
  const up = button("↑", `Move ${label} up`, () => actions.move(-1));
  const down = button("↓", `Move ${label} down`, () => actions.move(1));
  const remove = button("Remove", `Remove ${label}`, actions.remove);
  const element = h(
    "li",
    { class: "claim-row", "data-name": name, "data-kind": kind },
    h(
      "div",
      { class: "claim-name" },
      h("code", { class: "name" }, foreign(shortName(name, 120))),
      fact ? h("span", { class: "title" }, fact.title) : "",
      isDuplicate ? h("span", { class: "badge" }, "duplicate") : "",
    ),
    field.element,
    h("div", { class: "claim-tools" }, up, down, remove),
  );
  element.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
    if (by === null || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    actions.move(by);
  });
  return {
    name,
    key: JSON.stringify([name, kind, isDuplicate]),
    element,
    field,
    /** @param {boolean} isFirst @param {boolean} isLast */
    place(isFirst, isLast) {
      up.disabled = isFirst;
      down.disabled = isLast;
    },
    /** Which control of this row has the focus; -1 when none has. */
    focused: () => controls().indexOf(/** @type {HTMLElement} */ (document.activeElement)),
    /** @param {number} index  The control that gets the focus, or the next that can take it. */
    focus(index) {
      const all = controls();
      const able = (/** @type {HTMLElement | undefined} */ each) => each?.matches(":enabled");
      const place = able(all[index])
        ? index
        : all.findIndex((each, at) => at >= index && able(each));
      all[place === -1 ? all.length - 1 : place]?.focus();
    },
  };

  function controls() {
    return /** @type {HTMLElement[]} */ ([...element.querySelectorAll("input, select, button")]);
  }
}

/** @param {string} text @param {string} label @param {() => void} click */
function button(text, label, click) {
  return h("button", { type: "button", class: "quiet", "aria-label": label, click }, text);
}
