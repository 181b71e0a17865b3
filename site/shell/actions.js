/**
 * Everything that can be done by name or by key: one table for the finder (Ctrl K), the single keys
 * and the sheet of keys.
 */
import { byId } from "../shared/dom.js";
import { goTo } from "../links/view.js";
import { WORKSPACES } from "./workspaces.js";

/**
 * @typedef {object} Action
 * @property {string} label
 * @property {string} [key]  A single key, which works outside of text fields.
 * @property {string} [shown]  Another key that some part of the page listens to, for the sheet.
 * @property {() => void} run
 */

/** @param {string} id */
const press = (id) => () => byId(id, HTMLElement).click();

/**
 * Opens a folded part of the workspace Inspect, and moves the focus there.
 * @param {string} id
 */
const unfold = (id) => () => {
  const details = byId(id, HTMLDetailsElement);
  inInspect(details);
  details.open = true;
  const summary = details.querySelector("summary");
  summary?.focus();
  summary?.scrollIntoView({ block: "nearest" });
};

/** Moves the focus to a place in the workspace Inspect. @param {string} id */
export const focusOn = (id) => () => {
  const place = byId(id, HTMLElement);
  inInspect(place);
  // Focus that is only given to the host of an editor would go to the box that scrolls in it.
  const text = place.shadowRoot?.querySelector('[role="textbox"]');
  (text instanceof HTMLElement ? text : place).focus();
};

/** @param {string} id */
const pressInInspect = (id) => () => {
  const button = byId(id, HTMLElement);
  inInspect(button);
  button.click();
};

/** Shows the part of Inspect that an element stands in. @param {Element} element */
function inInspect(element) {
  goTo("inspect");
  const part = element.closest("[data-part]");
  if (part instanceof HTMLElement)
    document
      .querySelector(`[data-shows="${part.dataset.part}"]`)
      ?.dispatchEvent(new Event("click"));
}

/** Opens the settings, with the focus on one of them. @param {string} id */
const settingsAt = (id) => () => {
  press("open-settings")();
  byId(id, HTMLElement).focus();
};

/** @type {readonly Action[]} */
export const ACTIONS = [
  ...WORKSPACES.map(({ name, title }, index) => ({
    label: `Go to ${title}`,
    key: String(index + 1),
    run: () => goTo(name),
  })),
  { label: "Find an action", shown: "Ctrl K", run: press("open-palette") },
  { label: "Open a file", key: "o", run: press("open-file") },
  { label: "Open a sample", key: "s", run: press("open-samples") },
  { label: "Go to the token", key: "t", run: focusOn("token") },
  { label: "Go to the key", key: "k", run: focusOn("key") },
  { label: "Go to the header", run: focusOn("header") },
  { label: "Go to the payload", key: "p", run: focusOn("payload") },
  { label: "Show the checks", key: "c", run: pressInInspect("tab-checks") },
  { label: "Show the claims", key: "l", run: pressInInspect("tab-claims") },
  { label: "Set expectations", key: "e", run: unfold("expect-details") },
  { label: "Choose the engine", run: unfold("engine-details") },
  { label: "Generate a key", key: "g", run: unfold("generate-details") },
  { label: "Enter a separate signing key", run: unfold("signing-key-details") },
  { label: "Edit and sign", run: pressInInspect("edit") },
  { label: "Edit claims in a form", run: pressInInspect("open-claims-form") },
  { label: "Use a template", run: pressInInspect("open-templates") },
  { label: "Sign the edits", shown: "Ctrl Enter", run: pressInInspect("sign") },
  { label: "Encrypt", run: pressInInspect("encrypt") },
  { label: "Copy the token", run: pressInInspect("copy-token") },
  { label: "Keep what I typed over a reload", run: settingsAt("keep") },
  { label: "Share a link", run: press("open-share") },
  { label: "Clear everything", run: press("clear") },
  { label: "Change the theme", run: press("theme") },
  { label: "Settings", run: press("open-settings") },
  { label: "Show the keys", key: "?", run: press("open-keys") },
];
