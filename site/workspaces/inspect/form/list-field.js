/** A list of texts, such as `aud`: one input per text, and an empty one for the next. */
import { addElement, removeElement, replaceElement } from "../../../editors/json-members.js";
import { h } from "../../../shared/dom.js";
import { quoted } from "../../../shared/foreign-text.js";
import { entriesOf, textOf } from "./kinds.js";

/**
 * @param {string} value  A list, or a string that could be a list of one.
 * @param {import("./fields.js").Context} context
 * @returns {import("./fields.js").Field}
 */
export function listField(value, { name, write }) {
  let known = value;
  const label = quoted(name, 60);
  /** @type {{ element: HTMLElement, input: HTMLInputElement, known: string }[]} */
  let entries = [];
  const host = h("ul", { class: "claim-list" });
  const next = h("input", {
    "aria-label": `Another value of ${label}`,
    placeholder: "Another value",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
  });
  const add = h(
    "button",
    { type: "button", class: "quiet", "aria-label": `Add a value to ${label}`, click: addNext },
    "Add",
  );
  next.addEventListener("change", addNext);
  draw();
  return {
    element: h(
      "div",
      { class: "claim-value" },
      host,
      h("div", { class: "claim-entry" }, next, add),
    ),
    show(text) {
      if (text === known) return;
      known = text;
      draw();
    },
  };

  /** @param {string} changed */
  function put(changed) {
    known = changed;
    draw();
    write(changed);
  }

  function addNext() {
    if (next.value === "") return;
    const literal = JSON.stringify(next.value);
    next.value = "";
    put(known.startsWith('"') ? `[${known},${literal}]` : addElement(known, literal));
  }

  function draw() {
    const values = entriesOf(known);
    const kept = entries.slice(0, values.length);
    for (const literal of values.slice(kept.length)) kept.push(entry(literal));
    for (const [index, each] of kept.entries()) {
      const literal = values[index] ?? "";
      if (each.known !== literal) each.input.value = textOf(literal);
      each.known = literal;
      each.input.setAttribute("aria-label", `Value ${index + 1} of ${label}`);
    }
    for (const gone of entries.slice(values.length)) gone.element.remove();
    host.append(...kept.slice(entries.length).map(({ element }) => element));
    entries = kept;
    host.toggleAttribute("data-single", known.startsWith('"'));
  }

  /** @param {string} literal */
  function entry(literal) {
    const input = h("input", { autocomplete: "off", spellcheck: "false", dir: "auto" });
    input.value = textOf(literal);
    const remove = h(
      "button",
      { type: "button", class: "quiet", "aria-label": `Remove this value of ${label}` },
      "✕",
    );
    const made = {
      element: h("li", { class: "claim-entry" }, input, remove),
      input,
      known: literal,
    };
    const place = () => entries.indexOf(made);
    input.addEventListener("input", () => {
      const index = place();
      made.known = JSON.stringify(input.value);
      put(known.startsWith('"') ? made.known : replaceElement(known, index, made.known));
    });
    remove.addEventListener("click", () => {
      const index = place();
      put(removeElement(known, index));
      (entries[index]?.input ?? next).focus();
    });
    return made;
  }
}
