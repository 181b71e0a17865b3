/** What a first visitor reads where the results will be. It goes when there is a token. */
import { byId, setText } from "../../shared/dom.js";
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
  const empty = byId("checks-empty", HTMLElement);
  store.subscribe((state) => {
    const hasToken = state.inputs.token.trim() !== "";
    const hasDrafts = shownTexts(state).source === "drafts";
    welcome.hidden = hasToken || hasDrafts;
    const waits = hasToken && state.report === null && state.load.stage !== "failed";
    setText(
      empty,
      waits
        ? "The checks come when the verification engine has answered."
        : hasDrafts && !hasToken
          ? "The checks come when you have signed."
          : "",
    );
    empty.hidden = empty.textContent === "";
  });
}
