/** What a first visitor reads where the results will be. It goes when there is a token. */
import { byId, h } from "../../shared/dom.js";
import { shownTexts } from "./shown-texts.js";

/** The samples that tell most in a first minute: their ids, and what they are called here. */
const FIRST = /** @type {const} */ ([
  ["fresh", "A good token"],
  ["expired", "An expired one"],
  ["keyset", "One with a key set"],
]);

/** @param {string} id  The dialog of samples knows how to load one. */
function load(id) {
  document.querySelector(`#samples-list [data-sample="${id}"]`)?.dispatchEvent(new Event("click"));
  byId("verdict", HTMLElement).focus({ preventScroll: true }); // the pressed button is gone
}

const all = () => byId("open-samples", HTMLButtonElement).click();

/** @param {import("../../state/model").Store} store */
export function mountWelcome(store) {
  const welcome = byId("welcome", HTMLElement);
  byId("first-samples", HTMLElement).replaceChildren(
    ...FIRST.map(([id, label], index) =>
      h(
        "button",
        { type: "button", class: index === 0 && "primary", click: () => load(id) },
        label,
      ),
    ),
    h("button", { type: "button", class: "quiet", click: all }, "All samples …"),
  );
  store.subscribe((state) => {
    welcome.hidden = state.inputs.token.trim() !== "" || shownTexts(state).source === "drafts";
  });
}
