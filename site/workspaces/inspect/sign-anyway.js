/** Asks before a token is made that no verifier takes. Testers may want one all the same. */
import { byId } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";
import { draftErrors } from "./draft-errors.js";

/** @import { Finding } from "../../engine/contract" */
/** @import { Drafts } from "../../state/model" */

/** What the engine signs all the same, though verifiers refuse it. */
const REFUSED = ["payload-not-json", "alg-none"];

/**
 * Resolves with true when verifiers may take the token, or when the user wants it anyway.
 * @param {Drafts} drafts
 * @param {readonly Finding[]} findings  What the engine says about them.
 * @returns {Promise<boolean>}
 */
export async function askToSign({ header, payload }, findings) {
  const told = findings.filter(({ code }) => REFUSED.includes(code));
  const errors = draftErrors(header, payload);
  // The words about a draft say more about the place than those of the engine.
  const reasons = [
    ...errors,
    ...told.filter(({ where }) => !errors.some((error) => error.where === where)),
  ].map(({ message }) => message);
  if (reasons.length === 0) return true;
  const dialog = byId("sign-anyway", HTMLDialogElement);
  byId("sign-anyway-why", HTMLElement).replaceChildren(...sentence(reasons.join(" ")));
  dialog.returnValue = "";
  dialog.showModal();
  // By the attribute, frames of other origins would be refused a focus that nobody asked for.
  const back = dialog.querySelector("button.primary");
  if (back instanceof HTMLElement) back.focus();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return dialog.returnValue === "sign";
}
