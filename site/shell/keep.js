/** The box “Keep what I typed when this tab reloads”, and what it does. */
import { byId, setText } from "../shared/dom.js";
import { createDebounce } from "../shared/debounce.js";
import { toast } from "../shared/toast.js";
import { forget, keep } from "../links/kept-inputs.js";
import { isKeeping } from "../links/kept-mark.js";

/** How long the user must stop typing before the inputs are written, in milliseconds. */
const REST = 1000;
const REFUSED =
  "What you typed is not kept: the browser forbids it, or the text is too long for its storage.";

/** @param {import("../state/model").Store} store */
export function mountKeep(store) {
  const box = byId("keep", HTMLInputElement);
  const status = byId("keep-status", HTMLElement);
  box.checked = isKeeping();

  const write = () => {
    rest.stop();
    if (!box.checked || keep(store.get())) return;
    box.checked = false;
    setText(status, REFUSED);
    if (!byId("settings", HTMLDialogElement).open) toast(REFUSED);
  };
  const rest = createDebounce(REST, write);

  box.addEventListener("change", () => {
    setText(status, "");
    rest.stop();
    if (box.checked) write();
    else forget();
  });
  // Not only after a pause: nothing of it stays in the storage. Its own mark does.
  byId("clear", HTMLButtonElement).addEventListener("click", write);
  store.subscribe(({ inputs, linkTerms }, previous) => {
    if (!box.checked || previous === null) return;
    if (inputs !== previous.inputs || linkTerms !== previous.linkTerms) rest.start();
  });
  // A phone may end a hidden page without another word.
  document.addEventListener("visibilitychange", () => document.hidden && write());
  window.addEventListener("pagehide", write);
}
