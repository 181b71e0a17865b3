/** Parts of Inspect that few tokens need. Their code comes when there is such a token. */
import { byId } from "../../shared/dom.js";
import { NOT_LOADED, toast } from "../../shared/toast.js";

/** @typedef {import("../../engine/contract").Report} Report */

/** @param {import("../../shared/dom.js").App} app */
export function mountRareParts(app) {
  const tab = byId("tab-dpop", HTMLElement);
  const card = byId("signatures-card", HTMLElement);
  const form = byId("sign-as", HTMLButtonElement);
  form.addEventListener("click", () =>
    import("./sign-as/index.js").then(
      ({ toggle }) => toggle(app),
      () => toast(NOT_LOADED),
    ),
  );
  app.store.subscribe(({ inputs, report }, previous) => {
    form.hidden = inputs.direction !== "sign";
    if (report === previous?.report && inputs.token === previous?.inputs.token) return;
    const of = inputs.token === "" ? null : report;
    tab.hidden = !of || !isBound(of);
    if (tab.hidden && tab.ariaSelected === "true") app.showTab("checks");
    card.hidden = !of || of.signatures.length < 2;
    if (of && !card.hidden)
      import("./signatures/index.js").then(
        ({ draw }) => draw(card, of.signatures),
        () => {},
      );
  });
}

/**
 * Tells whether a token is a DPoP proof, or is bound to the key of one.
 * @param {Report} report
 */
const isBound = ({ header_members: header, payload_members: payload }) =>
  header.some(({ name, value }) => name === "typ" && /dpop\+jwt"$/i.test(value)) ||
  payload.some(({ name, value }) => name === "cnf" && value.includes('"jkt"'));
