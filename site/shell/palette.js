/** Finds actions and workspaces by their names (WAI-ARIA pattern: combobox with a listbox). */
import { byId, h } from "../shared/dom.js";
import { ACTIONS } from "./actions.js";

export function mountPalette() {
  const dialog = byId("palette", HTMLDialogElement);
  const input = byId("palette-input", HTMLInputElement);
  const list = byId("palette-list", HTMLElement);
  const none = byId("palette-none", HTMLElement);
  /** @type {readonly import("./actions.js").Action[]} */
  let found = ACTIONS;
  let current = 0;

  byId("open-palette", HTMLButtonElement).addEventListener("click", () => {
    if (dialog.open) return dialog.close();
    if (document.querySelector("dialog[open]")) return;
    input.value = "";
    search();
    dialog.showModal();
  });
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) {
      current = (current + step + found.length) % found.length;
      mark();
    } else if (event.key === "Enter") run(found[current]);
    else return;
    event.preventDefault();
  });
  // A click beside the dialog hits the dialog itself.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

  function search() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = ACTIONS.filter(({ label }) =>
      words.every((word) => label.toLowerCase().includes(word)),
    );
    current = 0;
    list.replaceChildren(
      ...found.map((action, index) =>
        h(
          "li",
          { role: "option", id: `palette-${index}`, click: () => run(action) },
          h("span", {}, action.label),
          ...(action.key || action.shown
            ? [h("kbd", { "aria-hidden": "true" }, action.key ?? action.shown ?? "")]
            : []),
        ),
      ),
    );
    none.hidden = found.length > 0;
    mark();
  }

  function mark() {
    for (const [index, option] of [...list.children].entries())
      option.setAttribute("aria-selected", String(index === current));
    const option = list.children[current];
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** @param {import("./actions.js").Action | undefined} action */
  function run(action) {
    if (!action) return;
    dialog.close(); // gives the focus back, so it comes before the action, which may take it
    action.run();
  }
}
