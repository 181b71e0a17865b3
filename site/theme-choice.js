/** Light, dark or as the system says. The choice is the only thing this page ever stores. */

const KEY = "theme";

/** @typedef {"auto" | "light" | "dark"} Theme */
/** @typedef {{ get: () => Theme, set: (theme: Theme) => void }} ThemeChoice */

/** Shows the page in the theme that was chosen last. @returns {ThemeChoice} */
export function chosenTheme() {
  let theme = stored();
  show(theme);
  return {
    get: () => theme,
    set(next) {
      theme = next;
      show(theme);
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // Storage may be off; the theme then lasts as long as the page.
      }
    },
  };
}

/** @param {Theme} theme */
function show(theme) {
  const { dataset } = document.documentElement;
  if (theme === "auto") delete dataset.theme;
  else dataset.theme = theme;
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
