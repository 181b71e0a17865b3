/** What a first visitor reads where the results will be. It goes when there is a token. */
import { byId } from "../../shared/dom.js";
import { shownTexts } from "./shown-texts.js";

/**
 * @param {import("../../state/model").Store} store
 * @param {(id: string) => Promise<void>} loadSample
 */
export function mountWelcome(store, loadSample) {
  const welcome = byId("welcome", HTMLElement);
  const samples = byId("first-samples", HTMLElement);
  for (const button of samples.querySelectorAll("button"))
    button.addEventListener("click", () => {
      if (!button.dataset.first) return byId("open-samples", HTMLButtonElement).click();
      byId("verdict", HTMLElement).focus({ preventScroll: true }); // the pressed button goes
      void loadSample(button.dataset.first);
    });
  store.subscribe((state) => {
    welcome.hidden = state.inputs.token.trim() !== "" || shownTexts(state).source === "drafts";
  });
}
