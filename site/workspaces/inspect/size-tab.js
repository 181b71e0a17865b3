/** The tab “Size”: what it shows is loaded when the tab is first chosen. */
import { byId, h } from "../../shared/dom.js";

/** @param {import("../../shared/dom.js").App} app */
export function mountSizeTab(app) {
  const panel = byId("panel-size", HTMLElement);
  let asked = false;
  panel.addEventListener("shown", async () => {
    if (asked) return;
    asked = true;
    try {
      const { mount } = await import("./size/index.js");
      panel.replaceChildren();
      mount(panel, app);
    } catch {
      asked = false;
      const text = "This tab could not be loaded. Check the connection, then choose it again.";
      panel.replaceChildren(h("p", { class: "hint panel-empty", role: "alert" }, text));
    }
  });
}
