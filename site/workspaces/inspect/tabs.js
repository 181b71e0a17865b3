/** The tabs of the results (WAI-ARIA tab pattern: arrow keys choose, Tab goes into the panel). */
import { byId } from "../../shared/dom.js";

/** @returns {(name: string) => void}  Shows the tab of this name, such as "claims". */
export function mountTabs() {
  const list = byId("tabs", HTMLElement);
  const tabs = /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);

  /** @param {HTMLButtonElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      byId(tab.getAttribute("aria-controls") ?? "", HTMLElement).hidden = !isChosen;
    }
  }
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      /** @type {Record<string, number>} */
      const moves = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 };
      const to = moves[event.key];
      const next = to === undefined ? undefined : tabs.at(to % tabs.length);
      if (!next) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  }
  return (name) => choose(byId(`tab-${name}`, HTMLButtonElement));
}
