/**
 * A short message over the page, with what can be done now: Undo, Copy. It stays until it is closed
 * or until another one comes, because nobody should have to be quick.
 */
import { byId, h } from "./dom.js";
import { sentence } from "./foreign.js";

/**
 * @param {string} text
 * @param {{ label: string, run: () => void }[]} [actions]
 */
export function toast(text, actions = []) {
  const place = byId("toast", HTMLElement);
  const close = () => place.replaceChildren();
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
