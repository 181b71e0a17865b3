/** The workspace “Many tokens”: paste or drop a log, and every token in it gets its verdict. */
import { h } from "../../shared/dom.js";
import { batchTerms } from "../../state/request-params.js";
import { createBatch } from "./judge-tokens.js";
import { mountPanel } from "./panel.js";

/**
 * Fills the workspace.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  host.append(...markup());
  mountPanel(
    app,
    (report) => createBatch(app.client, report),
    (inputs) => batchTerms(inputs, Date.now() / 1000),
  );
}

function markup() {
  const field = (/** @type {string} */ id, /** @type {string} */ name) =>
    h("button", { type: "button", id }, name);
  return [
    h(
      "div",
      { class: "card batch" },
      h(
        "p",
        { class: "hint batch-about" },
        "Paste a log: every token in it gets its verdict by the key and the settings of “Inspect”.",
      ),
      h(
        "div",
        { class: "batch-pane" },
        h("div", { class: "editor", id: "batch-text" }),
        h(
          "div",
          { class: "batch-status" },
          h("p", { id: "batch-status" }),
          h("progress", {
            id: "batch-progress",
            max: 1,
            "aria-labelledby": "batch-status",
            hidden: true,
          }),
          h("button", { type: "button", id: "batch-cancel", hidden: true }, "Cancel"),
          h("button", { type: "button", id: "batch-again", hidden: true }, "Check again"),
        ),
        h(
          "div",
          { class: "batch-results", id: "batch-results", hidden: true },
          h(
            "div",
            { class: "batch-filter" },
            h(
              "span",
              { class: "inline" },
              h("label", { for: "batch-show" }, "Show"),
              " ",
              h("select", { id: "batch-show", autocomplete: "off" }),
            ),
            h(
              "span",
              { class: "inline search" },
              h("label", { for: "batch-search" }, "Search"),
              " ",
              h("input", {
                id: "batch-search",
                type: "search",
                autocomplete: "off",
                spellcheck: "false",
                placeholder: "Token, reason or code",
              }),
            ),
            h(
              "span",
              { class: "row export" },
              field("batch-csv", "Export CSV"),
              field("batch-json", "Export JSON"),
              field("batch-jsonl", "Export JSON Lines"),
            ),
          ),
          h("div", {
            class: "batch-list",
            id: "batch-list",
            role: "grid",
            tabindex: 0,
            "aria-labelledby": "many-title",
            "aria-describedby": "batch-keys",
          }),
          h("p", { class: "hint", id: "batch-none", hidden: true }, "No token fits the filter."),
          h(
            "p",
            { class: "sr-only", id: "batch-keys" },
            "Arrow keys move, Enter puts the token into the token pane.",
          ),
        ),
      ),
    ),
  ];
}
