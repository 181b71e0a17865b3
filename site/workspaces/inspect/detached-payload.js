/**
 * The field for a detached payload, which is sent separately from its token (RFC 7515 appendix F).
 */
import { byId } from "../../shared/dom.js";

/** @param {import("../../shared/dom.js").App} app */
export function mountDetachedPayload({ store }) {
  const field = byId("detached-field", HTMLElement);
  store.subscribe(({ inputs, report }, previous) => {
    if (inputs.detachedPayload !== "") field.hidden = false;
    else if (inputs.token === "") field.hidden = true;
    // Only a new report hides the field: a user who has just emptied it must not lose it.
    else if (report !== previous?.report)
      field.hidden = !report?.findings.some(({ code }) => code === "detached-payload");
  });
}
