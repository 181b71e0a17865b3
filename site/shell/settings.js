/** The dialog for settings. It tells also whether the page works offline, and whether it is new. */
import { byId, setText } from "../shared/dom.js";

/** @param {boolean} isFile  The page is one file, opened from a disk. */
export function mountSettings(isFile) {
  const dialog = byId("settings", HTMLDialogElement);
  const status = byId("offline-status", HTMLElement);
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
  if (isFile) return setText(status, "This page is one file: it works offline.");
  const worker = navigator.serviceWorker;
  if (!worker)
    return setText(
      status,
      "This page does not work offline: browsers allow that on HTTPS and localhost only.",
    );
  // A worker that takes over from another one is that of a newer build.
  const had = worker.controller !== null;
  let isNew = false;
  const tell = () =>
    setText(
      status,
      isNew
        ? "A new version is here: reload the page to use it. Copy what you want to keep first."
        : worker.controller === null
          ? "The page is being kept for offline use …"
          : "Ready to work offline.",
    );
  worker.addEventListener("controllerchange", () => {
    isNew = had;
    tell();
  });
  tell();
}
