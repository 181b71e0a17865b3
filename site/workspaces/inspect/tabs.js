/**
 * The tabs of the results (WAI-ARIA tab pattern: arrow keys choose, Tab goes into the panel). Their
 * order never changes, and nothing but the user chooses one.
 */
import { byId } from "../../shared/dom.js";

/**
 * What takes the focus in a panel. The content of a folded part does not, but its summary does, so
 * that needs no rule.
 */
const FOCUSABLE = ["a[href]", "button:not(:disabled)", "input", "select", "summary", "[tabindex]"]
  .map((each) => `${each}:not([hidden], [hidden] *, [tabindex="-1"])`)
  .join();

/** @returns {(name: string) => void}  Shows the tab of this name, such as "claims". */
export function mountTabs() {
  const list = byId("tabs", HTMLElement);
  const tabs = /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);

  /** @param {HTMLButtonElement} tab */
  const panelOf = (tab) => byId(tab.getAttribute("aria-controls") ?? "", HTMLElement);

  /** @param {HTMLButtonElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      panelOf(tab).hidden = !isChosen;
    }
    panelOf(chosen).dispatchEvent(new Event("shown"));
  }
  for (const tab of tabs) {
    const panel = panelOf(tab);
    keepReachable(panel);
    new MutationObserver(() => keepReachable(panel)).observe(panel, {
      childList: true,
      subtree: true,
      attributeFilter: ["hidden"],
    });
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return; // such as Alt+Left, back
      const shown = tabs.filter(({ hidden }) => !hidden); // some are for some tokens only
      const index = shown.indexOf(tab);
      /** @type {Record<string, number>} */
      const moves = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 };
      const to = moves[event.key];
      const next = to === undefined ? undefined : shown.at(to % shown.length);
      if (!next) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  }
  return (name) => choose(byId(`tab-${name}`, HTMLButtonElement));
}

/**
 * Lets a panel take the focus itself while nothing in it does, because it is read and scrolled by
 * the keyboard, too.
 * @param {HTMLElement} panel
 */
function keepReachable(panel) {
  const isReached = panel.querySelector(FOCUSABLE) !== null;
  if (!isReached) panel.tabIndex = 0;
  // Without the attribute the panel would lose a focus that it has.
  else if (document.activeElement === panel) panel.tabIndex = -1;
  else panel.removeAttribute("tabindex");
}
