/** The tab for SD-JWTs and status lists, which is there only where it has something to show. */
import { byId, setText } from "../../shared/dom.js";
import { mountLazyTab } from "./lazy-tab.js";

/** @param {import("../../shared/dom.js").App} app */
export function mountDisclosuresTab(app) {
  const tab = byId("tab-disclosures", HTMLElement);
  mountLazyTab(app, "disclosures", () => import("./disclosures/index.js"));
  app.store.subscribe(({ inputs, report, busy }) => {
    if (busy) return; // a newer report decides
    const isDraft = inputs.direction === "sign";
    const list = !isDraft && report?.payload_members.some(({ name }) => name === "status_list");
    tab.hidden = !isDraft && !(inputs.token && (report?.sd_jwt || list));
    setText(tab, list ? "Status" : "Disclosures");
    if (tab.hidden && tab.ariaSelected === "true") app.showTab("checks");
  });
}
