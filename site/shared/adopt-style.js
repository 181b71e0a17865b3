/**
 * Styles of what is loaded later. A file `….lazy.css` is imported as text by the module that needs
 * it, so the page's first style sheet does not carry it.
 */

/** @param {string} css  Only what a file of ours holds, never data. */
export function adoptStyle(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
