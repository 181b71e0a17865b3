/**
 * The buttons stand in the document before anything listens to them. A click that comes too early
 * is kept, and made again when the page is at work. Of several it is the last one.
 */

/** @returns {() => void}  Makes the click again. To be called when the page has started. */
export function rememberClicks() {
  /** @type {Element | null} */
  let pressed = null;
  /** @param {Element | null} button */
  const set = (button) => {
    pressed?.removeAttribute("aria-busy");
    button?.setAttribute("aria-busy", "true");
    pressed = button;
  };
  /** @param {Event} event */
  const remember = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[id]") : null;
    if (!button) return;
    // Some of the page may listen already. Nothing is to be done twice.
    event.stopImmediatePropagation();
    event.preventDefault();
    set(button);
  };
  document.addEventListener("click", remember, true);
  return () => {
    document.removeEventListener("click", remember, true);
    const button = pressed;
    set(null);
    if (button instanceof HTMLElement) button.click();
  };
}
