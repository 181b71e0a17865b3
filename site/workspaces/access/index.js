/** The workspace “Access”: from the claims of a verified token to a decision, and why. */
import { adoptStyle } from "../../shared/adopt-style.js";
import style from "./access.lazy.css";
import { markup } from "./markup.js";
import { mountPanel } from "./panel.js";
import tableStyle from "./table.lazy.css";
import whyStyle from "./why.lazy.css";

/**
 * Fills the workspace.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  for (const css of [style, tableStyle, whyStyle]) adoptStyle(css);
  host.append(...markup());
  mountPanel(app);
}
