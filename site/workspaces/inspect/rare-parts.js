/** Parts of Inspect that few tokens need. Their code comes when there is such a token. */
import { byId } from "../../shared/dom.js";
import { NOT_LOADED, toast } from "../../shared/toast.js";
import { encrypts } from "./encryption.js";

/** What is in a DPoP proof, or in a token that is bound to the key of one (`cnf.jkt`). */
const BOUND = /"dpop\+jwt"|"jkt"/i;

/** @param {import("../../shared/dom.js").App} app */
export function mountRareParts(app) {
  const tab = byId("tab-dpop", HTMLElement);
  const card = byId("signatures-card", HTMLElement);
  const form = byId("sign-as", HTMLButtonElement);
  form.addEventListener("click", async () => {
    const loaded = await import("./serialization/index.js").catch(() => toast(NOT_LOADED));
    loaded?.toggle(app);
  });
  app.store.subscribe(({ inputs, report }, previous) => {
    form.hidden = inputs.direction !== "sign" || encrypts(inputs.header);
    if (report === previous?.report && inputs.token === previous?.inputs.token) return;
    const of = inputs.token === "" ? null : report;
    tab.hidden = !of || !BOUND.test(`${of.header}${of.payload}`);
    if (tab.hidden && tab.ariaSelected === "true") app.showTab("checks");
    card.hidden = !of || of.signatures.length < 2;
    if (of && !card.hidden)
      import("./signatures/index.js").then(
        ({ draw }) => draw(card, of.signatures),
        () => {}, // the checks above tell the verdict all the same
      );
  });
}
