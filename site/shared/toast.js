/**
 * A short message over the page, with what can be done now: Undo, Copy. It stays until it is closed
 * or until another one comes, because nobody should have to be quick.
 */
import { byId, h } from "./dom.js";
import { sentence } from "./foreign.js";

/** What is said when code that comes later does not come. */
export const NOT_LOADED = "This part could not be loaded. Check the connection, then try again.";

/**
 * @param {string} text
 * @param {{ label: string, run: () => void }[]} [actions]
 */
export function toast(text, actions = []) {
  const place = byId("toast", HTMLElement);
  const close = () => {
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren();
    // Otherwise the keyboard would start again at the top of the page.
    const next = document.querySelector(".workspace:not([hidden]) > .workspace-title");
    if (hadFocus && next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
  place.replaceChildren(
    h("span", {}, ...sentence(text)),
    ...actions.map(({ label, run }) =>
      h(
        "button",
        {
          type: "button",
          click: () => {
            close();
            run();
          },
        },
        label,
      ),
    ),
    h(
      "button",
      { type: "button", class: "quiet", click: close, "aria-label": "Close message" },
      "✕",
    ),
  );
}

export function closeToast() {
  byId("toast", HTMLElement).replaceChildren();
}
