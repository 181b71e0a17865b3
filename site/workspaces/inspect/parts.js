/**
 * On a narrow screen only one part of Inspect is shown at a time: the token, the key, or header and
 * payload. So the verdict and the results are never far. The style sheet decides what is narrow.
 */
import { byId } from "../../shared/dom.js";

/** @typedef {"token" | "key" | "data"} Part */

/** @returns {(part: Part) => void}  Shows a part. */
export function mountParts() {
  const workspace = byId("inspect", HTMLElement);
  const buttons = byId("parts", HTMLElement).querySelectorAll("button");
  /** @param {string} part */
  function show(part) {
    workspace.dataset.partShown = part;
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.dataset.shows === part));
  }
  for (const button of buttons)
    button.addEventListener("click", () => show(button.dataset.shows ?? "token"));
  return show;
}
