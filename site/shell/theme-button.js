/** The button that changes the theme. */
import { byId, h } from "../shared/dom.js";

/** @import { Theme, ThemeChoice } from "./theme-choice.js" */

/** @type {Record<Theme, string>} */
const NAMES = { auto: "Auto", light: "Light", dark: "Dark" };
/** @type {Record<Theme, Theme>} */
const NEXT = { auto: "light", light: "dark", dark: "auto" };

/** @param {ThemeChoice} choice */
export function mountThemeButton(choice) {
  const button = byId("theme", HTMLButtonElement);
  button.addEventListener("click", () => {
    choice.set(NEXT[choice.get()]);
    show();
  });
  show();

  function show() {
    const theme = choice.get();
    button.replaceChildren(h("span", { class: "roomy" }, "Theme: "), NAMES[theme]);
    button.setAttribute("aria-label", `Theme: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]]}`);
  }
}
