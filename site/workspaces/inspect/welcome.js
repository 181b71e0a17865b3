/** What a first visitor reads where the results will be. It goes when there is a token. */
import { byId } from "../../shared/dom.js";
import { shownTexts } from "./shown-texts.js";

/** @param {import("../../state/model").Store} store */
export function mountWelcome(store) {
  const welcome = byId("welcome", HTMLElement);
  byId("first-sample", HTMLButtonElement).addEventListener("click", () =>
    byId("open-samples", HTMLButtonElement).click(),
  );
  store.subscribe((state) => {
    welcome.hidden = state.inputs.token.trim() !== "" || shownTexts(state).source === "drafts";
  });
}
