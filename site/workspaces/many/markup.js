/** The elements of the workspace “Many tokens”. */
import { h } from "../../shared/dom.js";

/** @returns {Node[]} */
export function markup() {
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
        { class: "batch-fold", id: "batch-fold", hidden: true },
        h("span", { id: "batch-size" }),
        button("batch-change", "Change text", { "aria-controls": "batch-text" }),
      ),
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
        button("batch-cancel", "Cancel", { hidden: true }),
        button("batch-again", "Check again", { hidden: true }),
      ),
      h(
        "div",
        { class: "batch-results", id: "batch-results", hidden: true },
        filters(),
        h(
          "div",
          { class: "batch-split" },
          h("div", {
            class: "batch-list",
            id: "batch-list",
            role: "grid",
            tabindex: 0,
            "aria-labelledby": "many-title",
            "aria-describedby": "batch-keys",
          }),
          h("section", {
            class: "batch-detail",
            id: "batch-detail",
            "aria-labelledby": "batch-detail-title",
            hidden: true,
          }),
        ),
        h("p", { class: "hint", id: "batch-none", hidden: true }, "No token fits the filter."),
        h(
          "p",
          { class: "sr-only", id: "batch-keys" },
          "Arrow keys move. What the token of the row says stands behind the list; Tab goes there.",
        ),
        exportBar(),
      ),
    ),
  ];
}

function filters() {
  return h(
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
    h("span", { class: "batch-shown", id: "batch-shown" }),
  );
}

function exportBar() {
  return h(
    "div",
    { class: "batch-export" },
    h(
      "span",
      { class: "row" },
      button("batch-csv", "Export CSV"),
      button("batch-json", "Export JSON"),
      button("batch-jsonl", "Export JSON Lines"),
    ),
    h(
      "label",
      { class: "check", for: "batch-unsigned" },
      h("input", {
        type: "checkbox",
        id: "batch-unsigned",
        autocomplete: "off",
        checked: true,
        "aria-describedby": "batch-unsigned-hint",
      }),
      " Leave signatures out",
    ),
    h(
      "span",
      { class: "hint", id: "batch-unsigned-hint" },
      "Nobody can use the tokens of the file then. What they say stays in it.",
    ),
  );
}

/**
 * @param {string} id
 * @param {string} name
 * @param {Record<string, string | boolean>} [attributes]
 */
function button(id, name, attributes = {}) {
  return h("button", { type: "button", id, ...attributes }, name);
}
