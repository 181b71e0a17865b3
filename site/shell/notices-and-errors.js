/**
 * What the page itself has to say: notices about how it was opened, and errors that have nothing to
 * do with the token.
 */
import { byId, h, passFocus, redrawnList } from "../shared/dom.js";
import { sentence } from "../shared/foreign.js";

/** @typedef {import("../state/model").State} State */

/** @type {Record<string, string>} */
const ADVICE = {
  "engine-lost":
    "A fresh engine takes over; your text is as it was. Change anything, or try again.",
  "engine-timeout":
    "A fresh engine takes over; your text is as it was. Try a shorter token or another key.",
  "engine-failed": "Your text is as it was, and what can be decoded without the engine is shown.",
  "internal-error":
    "This is a fault of the page, not of your token. Your text is as it was; a report of how it came about would help.",
};

/**
 * @param {import("../shared/dom.js").App} app
 * @param {() => void} restart  Loads the engine again.
 */
export function mountNoticesAndErrors({ store, session }, restart) {
  const drawNotices = redrawnList(byId("notices", HTMLElement), notice);
  const banner = byId("error", HTMLElement);
  let drawn = "";

  store.subscribe((state, previous) => {
    if (state.notices !== previous?.notices) drawNotices(state.notices);
    const error = errorOf(state);
    const key = JSON.stringify(error);
    if (key === drawn) return;
    drawn = key;
    banner.replaceChildren(
      ...(error === null
        ? []
        : [
            h(
              "div",
              { class: "notice", "data-severity": "error", "data-code": error.code },
              h(
                "div",
                {},
                h("strong", {}, ...sentence(error.message)),
                " ",
                ADVICE[error.code] ?? "Your text is as it was.",
              ),
              error.code === "engine-failed"
                ? h("button", { type: "button", id: "load-retry", click: restart }, "Retry")
                : h("button", { type: "button", click: () => session.update({}) }, "Try again"),
            ),
          ]),
    );
  });

  /** @param {string} text */
  function notice(text) {
    const dismiss = () => {
      passFocus(shown);
      store.set({ notices: store.get().notices.filter((each) => each !== text) });
    };
    const shown = h(
      "p",
      { class: "notice", "data-severity": "warning" },
      h("span", {}, ...sentence(text)),
      h("button", { type: "button", class: "quiet", click: dismiss }, "Dismiss"),
    );
    return shown;
  }
}

/**
 * Returns the error to show. A failed start is shown once, whether or not a request failed because
 * of it.
 * @param {State} state
 * @returns {State["error"]}
 */
function errorOf({ load, error }) {
  return load.stage === "failed" ? { code: "engine-failed", message: load.message } : error;
}
