/** The buttons of the claims form and of the templates. Their code comes when one is pressed. */
import { byId } from "../../shared/dom.js";
import { NOT_LOADED, toast } from "../../shared/toast.js";

/** @param {import("../../shared/dom.js").App} app */
export function mountClaimsForm(app) {
  const buttons = /** @type {const} */ ({
    "open-claims-form": "toggleForm",
    "open-templates": "chooseTemplate",
  });
  for (const [id, name] of Object.entries(buttons))
    byId(id, HTMLButtonElement).addEventListener("click", async () => {
      const form = await import("./form/index.js").catch(() => null);
      if (form !== null) await form[name](app);
      else toast(NOT_LOADED);
    });
}
