/** Light, dark or as the system says. The choice is the only thing this page ever stores. */
import { byId, h } from "./dom.js";

const KEY = "theme";
const NAMES = { auto: "Auto", light: "Light", dark: "Dark" };
const NEXT = /** @type {const} */ ({ auto: "light", light: "dark", dark: "auto" });

/** @typedef {keyof typeof NAMES} Theme */

export function mountTheme() {
  const button = byId("theme", HTMLButtonElement);
  let theme = stored();
  const apply = () => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    button.replaceChildren(h("span", { class: "roomy" }, "Theme: "), NAMES[theme]);
    button.setAttribute("aria-label", `Theme: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]]}`);
  };
  button.addEventListener("click", () => {
    theme = NEXT[theme];
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage may be off; the theme then lasts as long as the page.
    }
    apply();
  });
  apply();
}

/** @returns {Theme} */
function stored() {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto";
  }
}
