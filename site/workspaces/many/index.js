/** The workspace “Many tokens”: paste or drop a log, and every token in it gets its verdict. */
import { batchTerms } from "../../state/request-params.js";
import { createBatch } from "./judge-tokens.js";
import { markup } from "./markup.js";
import { mountPanel } from "./panel.js";

/**
 * Fills the workspace. What it returns takes texts from outside.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  host.append(...markup());
  return mountPanel(
    app,
    (report) => createBatch(app.client, report),
    (inputs) => batchTerms(inputs, Date.now() / 1000),
  );
}
