/**
 * The only live region of the page, for screen readers. It speaks politely, and only when there is
 * something new to say.
 */
import { plain } from "./foreign-text.js";
import { byId } from "./dom.js";

/** @returns {(text: string) => void} */
export function mountAnnouncer() {
  const region = byId("announce", HTMLElement);
  return (text) => {
    // A screen reader says nothing when the text is the same as before, so the region is emptied
    // first.
    region.textContent = "";
    requestAnimationFrame(() => {
      region.textContent = plain(text);
    });
  };
}
