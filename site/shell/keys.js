/** Listens to the keys of the page, and shows the sheet that lists them. */
import { byId, h } from "../shared/dom.js";
import { ACTIONS } from "./actions.js";

/** What takes letters. */
const FIELDS = "input, textarea, select, [contenteditable], .editor";

/** The keys that parts of the page listen to by themselves. @type {[string, string][]} */
const ALSO = [
  ["Tab", "Move on, also out of an editor"],
  ["← →", "Move between the tabs of the results"],
  ["Esc", "Close what is open"],
];

export function mountKeys() {
  const dialog = byId("keys", HTMLDialogElement);
  const single = byId("single-keys", HTMLInputElement);
  byId("open-keys", HTMLButtonElement).addEventListener("click", () => {
    byId("settings", HTMLDialogElement).close();
    if (!dialog.open) dialog.showModal();
  });
  const rows = ACTIONS.flatMap(({ key, shown, label }) =>
    key || shown ? [/** @type {[string, string]} */ ([key ?? shown ?? "", label])] : [],
  );
  byId("key-sheet", HTMLElement).replaceChildren(
    ...[...rows, ...ALSO].map(([key, label]) =>
      h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, label)),
    ),
  );

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === "k") {
      event.preventDefault();
      byId("open-palette", HTMLButtonElement).click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !single.checked) return;
    if (!(target instanceof Element) || target.closest(FIELDS)) return;
    if (document.querySelector("dialog[open]")) return;
    const action = ACTIONS.find((each) => each.key === key);
    if (!action) return;
    event.preventDefault(); // otherwise the letter would be typed where the focus goes
    action.run();
  });
}
