/** The workspace “Access”: from the claims of a verified token to a decision, and why. */
import { markup } from "./markup.js";
import { mountPanel } from "./panel.js";

/**
 * Fills the workspace.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  host.append(...markup());
  mountPanel(app);
}
