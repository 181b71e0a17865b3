/** The button “Share”. The dialog's code comes when it is pressed. */
import { byId } from "../shared/dom.js";
import { NOT_LOADED, toast } from "../shared/toast.js";

/** @typedef {import("../shared/dom.js").App} App */

/**
 * @param {App} app
 * @param {() => Promise<{ mountShare: (app: App) => () => void }>} load
 */
export function mountShareButton(app, load) {
  /** Opens the dialog. Null: it is not loaded. @type {(() => void) | null} */
  let open = null;
  byId("open-share", HTMLButtonElement).addEventListener("click", async () => {
    const carried = open === null ? await load().catch(() => null) : null;
    open ??= carried?.mountShare(app) ?? null;
    if (open === null) toast(NOT_LOADED);
    else open();
  });
}
