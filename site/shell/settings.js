/** The dialog for settings. */
import { byId } from "../shared/dom.js";

export function mountSettings() {
  const dialog = byId("settings", HTMLDialogElement);
  byId("open-settings", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  // In a narrow window there is no room for these in the bar.
  for (const [name, other] of [
    ["settings-samples", "open-samples"],
    ["settings-clear", "clear"],
  ])
    byId(name ?? "", HTMLButtonElement).addEventListener("click", () => {
      dialog.close();
      byId(other ?? "", HTMLButtonElement).click();
    });
}
