/** The workspace “Many tokens”: paste or drop a log, and every token in it gets its verdict. */
import { adoptStyle } from "../../shared/adopt-style.js";
import { takeForMany } from "../../shared/hand-over.js";
import { batchTerms } from "../../state/request-params.js";
import detail from "./detail.lazy.css";
import { createBatch } from "./judge-tokens.js";
import list from "./list.lazy.css";
import style from "./many.lazy.css";
import { markup } from "./markup.js";
import { mountPanel } from "./panel.js";

adoptStyle([list, detail, style].join("\n"));

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
