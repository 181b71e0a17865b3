/**
 * The choice of the theme: light, dark, or as the system says. It is all that this page
 * stores by itself (see keep.js).
 */

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
        // The browser may not allow storage. The theme then lasts until the page is closed.
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
