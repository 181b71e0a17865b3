/**
 * The bar has the same height whatever it says. This is the button that unfolds what is cut, or
 * what a narrow window leaves out.
 */
import { byId, setText } from "../../shared/dom.js";

/** @returns {{ look: () => void, fold: () => void }}  `look`: what is shown has changed. */
export function mountFold() {
  const bar = byId("verdict", HTMLElement);
  const button = byId("verdict-more", HTMLButtonElement);
  const word = byId("verdict-more-word", HTMLElement);
  const cut = ["verdict-why", "verdict-facts", "verdict-actions", "verdict-title"].map((id) =>
    byId(id, HTMLElement),
  );
  let waits = false;

  /** @param {boolean} open */
  const set = (open) => {
    bar.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
    setText(word, open ? "Less" : "More");
    look();
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") === "false"));
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target !== button) return;
    set(false);
  });
  new ResizeObserver(look).observe(bar);
  return { look, fold: () => set(false) };

  // Asked before the next frame: the browser lays out the page then anyway. A hidden page has none.
  function look() {
    if (document.hidden) return decide();
    if (waits) return;
    waits = true;
    requestAnimationFrame(decide);
  }

  function decide() {
    waits = false;
    const needed = bar.hasAttribute("data-open") || cut.some(isCut);
    if (bar.hasAttribute("data-more") !== needed) bar.toggleAttribute("data-more", needed);
  }
}

/**
 * Tells whether a part is not shown as a whole. (A line may be a pixel taller than its text.)
 * @param {HTMLElement} element
 */
function isCut(element) {
  if (element.textContent === "") return false;
  if (element.offsetParent === null && getComputedStyle(element).display === "none") return true;
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
  if (scrollHeight > clientHeight + 2 || scrollWidth > clientWidth + 2) return true;
  return [...element.querySelectorAll("dd")].some((each) => each.scrollWidth > each.clientWidth);
}
