/** What happens at one moment, as a list. Each verification can be opened in “Inspect”. */
import { h, setText } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { outcomeOf, REASONS, timeText } from "./words.js";

/** @typedef {import("../../engine/contract").SimulationRun} Run */
/** @typedef {import("./moments.js").Moment} Moment */

const SIGNS = { good: "✓", careless: "!", bad: "✕" };

/**
 * @param {HTMLElement} title
 * @param {HTMLElement} list
 * @param {(run: Run, verification: number) => void} open
 */
export function createHappenings(title, list, open) {
  /** @type {Moment | null} */
  let drawn = null;
  return {
    /** @param {Run} run @param {Moment | null} moment */
    show(run, moment) {
      if (moment === drawn) return; // a selection in it stays
      drawn = moment;
      setText(title, moment === null ? "Nothing yet" : `At ${timeText(moment.at)}`);
      list.replaceChildren(...(moment?.happenings ?? []).map((one) => item(run, one)));
    },
    /** Shows which verification was chosen. @param {number} verification */
    choose(verification) {
      for (const one of list.children) one.toggleAttribute("data-chosen", false);
      const chosen = list.querySelector(`[data-verification="${verification}"]`);
      if (!(chosen instanceof HTMLElement)) return;
      chosen.toggleAttribute("data-chosen", true);
      list.scrollTop = chosen.offsetTop - list.offsetTop; // the list alone, not the page
      chosen.querySelector("button")?.focus({ preventScroll: true });
    },
  };

  /** @param {Run} run @param {import("./moments.js").Happening} happening */
  function item(run, { parts, verification }) {
    const one = verification === null ? undefined : run.verifications[verification];
    if (verification === null || !one) return h("li", {}, ...named(parts));
    const kind = outcomeOf(one);
    const client = run.clients[one.client]?.name ?? "";
    const service = run.services[one.service]?.name ?? "";
    return h(
      "li",
      { "data-outcome": kind, "data-verification": verification },
      h(
        "p",
        {},
        h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[kind]),
        " ",
        foreign(client),
        " → ",
        foreign(service),
        ": ",
        h("strong", {}, REASONS[one.reason]),
        one.after_logout ? " (after the logout)" : "",
      ),
      h("p", { class: "hint" }, ...sentence(one.message)),
      h(
        "button",
        {
          type: "button",
          "aria-label": `Open in Inspect: ${client} at ${service}`,
          click: () => open(run, verification),
        },
        "Open in Inspect",
      ),
    );
  }
}

/** Makes the nodes of a sentence in which every second part is a name. @param {string[]} parts */
export function named(parts) {
  return parts.map((part, index) => (index % 2 === 0 ? part : foreign(part)));
}
