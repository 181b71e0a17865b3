/** What a first visitor reads where the results will be. It goes when there is a token. */
import { byId } from "../../shared/dom.js";
import { shownTexts } from "./shown-texts.js";

/** @param {import("../../state/model").Store} store */
export function mountWelcome(store) {
  const welcome = byId("welcome", HTMLElement);
  const samples = byId("first-samples", HTMLElement);
  for (const button of samples.querySelectorAll("button"))
    button.addEventListener("click", () => {
      if (button.dataset.first) load(button.dataset.first);
      else byId("open-samples", HTMLButtonElement).click();
    });
  store.subscribe((state) => {
    welcome.hidden = state.inputs.token.trim() !== "" || shownTexts(state).source === "drafts";
  });
}

/** @param {string} id  The dialog of samples knows how to load one. */
function load(id) {
  document.querySelector(`#samples-list [data-sample="${id}"]`)?.dispatchEvent(new Event("click"));
  byId("verdict", HTMLElement).focus({ preventScroll: true }); // the pressed button is gone
}
