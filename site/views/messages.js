/** What the page itself has to say: notices about how it was opened, and errors that are not the token's. */
import { byId, h } from "./dom.js";

/** @type {Record<string, string>} */
const ADVICE = {
  "engine-lost": "A fresh engine has been started; your text is as it was. Change anything, or try again.",
  "engine-timeout": "It was stopped and a fresh engine started; your text is as it was. Try a shorter token or another key.",
  "engine-failed": "Reload the page when the connection is back. Header and payload above are decoded without it.",
  "internal-error": "This is a fault of the page, not of your token. Your text is as it was; a report of how it came about would help.",
};

/** @param {import("./dom.js").App} app */
export function mountMessages({ store, session }) {
  const notices = byId("notices", HTMLElement);
  const banner = byId("error", HTMLElement);
  store.subscribe((state, previous) => {
    if (state.notices !== previous?.notices) {
      notices.replaceChildren(...state.notices.map((text) => h("p", { class: "notice", "data-severity": "warning" }, text,
        h("button", { type: "button", class: "quiet", click: () => store.set({ notices: store.get().notices.filter((each) => each !== text) }) }, "Dismiss"))));
    }
    if (state.error === previous?.error) return;
    const { error } = state;
    banner.replaceChildren(...(error === null ? [] : [h("div", { class: "notice", "data-severity": "error", "data-code": error.code },
      h("div", {}, h("strong", {}, error.message), " ", ADVICE[error.code] ?? "Your text is as it was."),
      h("button", { type: "button", class: "quiet", click: () => session.update({}) }, "Try again"))]));
  });
}
