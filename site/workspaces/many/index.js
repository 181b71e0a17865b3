/** The workspace “Many tokens”: paste or drop a log, and every token in it gets its verdict. */
import { takeForMany } from "../../shared/hand-over.js";
import { batchTerms } from "../../state/request-params.js";
import { createBatch } from "./judge-tokens.js";
import { markup } from "./markup.js";
import { mountPanel } from "./panel.js";

/**
 * Fills the workspace.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  host.append(...markup());
  const { take } = mountPanel(
    app,
    (report) => createBatch(app.client, report),
    (inputs) => batchTerms(inputs, Date.now() / 1000),
  );
  takeForMany(take);
}
