/** A tab whose content is loaded when the tab is first chosen. */
import { byId, h } from "../../shared/dom.js";

/** @typedef {import("../../shared/dom.js").App} App */

/**
 * @param {App} app
 * @param {string} name  As in the id of its panel.
 * @param {() => Promise<{ mount: (panel: HTMLElement, app: App) => void }>} load
 */
export function mountLazyTab(app, name, load) {
  const panel = byId(`panel-${name}`, HTMLElement);
  let asked = false;
  panel.addEventListener("shown", async () => {
    if (asked) return;
    asked = true;
    try {
      const { mount } = await load();
      panel.replaceChildren();
      mount(panel, app);
    } catch {
      asked = false;
      const text = "This tab could not be loaded. Check the connection, then choose it again.";
      panel.replaceChildren(h("p", { class: "hint panel-empty", role: "alert" }, text));
    }
  });
}
