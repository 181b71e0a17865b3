/** The elements of the workspace “Access”. */
import { h } from "../../shared/dom.js";

/** @returns {Node[]} */
export function markup() {
  return [h("div", { class: "access" }, policyCard(), requestsCard(), whyCard(), grantsCard())];
}

function policyCard() {
  return h(
    "section",
    { class: "card access-policy", "aria-labelledby": "access-policy-title" },
    h(
      "div",
      { class: "card-head" },
      h("h3", { id: "access-policy-title" }, "Policy"),
      h(
        "span",
        { class: "inline" },
        h("label", { for: "access-preset" }, "Begin with"),
        " ",
        h("select", { id: "access-preset", autocomplete: "off" }),
      ),
    ),
    h("p", { class: "hint access-about", id: "access-question" }),
    h(
      "div",
      { class: "access-editors" },
      h(
        "div",
        {},
        h("h4", { class: "access-name" }, "Model ", h("code", {}, "model.conf")),
        h("div", { class: "editor", id: "access-model" }),
      ),
      h(
        "div",
        {},
        h("h4", { class: "access-name" }, "Rules ", h("code", {}, "policy.csv")),
        h("div", { class: "editor", id: "access-rules" }),
      ),
    ),
    h("ul", {
      class: "findings",
      id: "access-findings",
      "aria-label": "What is wrong with model and policy",
    }),
    h("p", { class: "hint access-about", id: "access-unreached", hidden: true }),
    h(
      "div",
      { class: "row access-files" },
      button("access-import", "Import"),
      h("input", {
        type: "file",
        id: "access-file",
        "aria-label": "Model, policy or requests to import",
        autocomplete: "off",
        multiple: true,
        hidden: true,
      }),
      h("span", { class: "hint" }, "Export"),
      button("access-export-model", "model.conf"),
      button("access-export-policy", "policy.csv"),
      button("access-export-requests", "requests.txt"),
      button("access-export-test", "test_access.py"),
    ),
  );
}

function requestsCard() {
  return h(
    "section",
    { class: "card access-requests", "aria-labelledby": "access-requests-title" },
    h(
      "div",
      { class: "card-head" },
      h("h3", { id: "access-requests-title" }, "Requests"),
      h("span", { class: "hint", id: "access-status" }),
    ),
    h(
      "div",
      { class: "access-notice", id: "access-notice", "data-severity": "warning", hidden: true },
      h("p", { id: "access-notice-text" }),
      button("access-sample", "Use a sample token"),
    ),
    h("p", { class: "access-error", id: "access-error", role: "alert", hidden: true }),
    h("p", { class: "hint access-about", id: "access-values" }),
    h(
      "table",
      { class: "access-table", "aria-labelledby": "access-requests-title" },
      h("thead", { id: "access-columns" }),
      h("tbody", { id: "access-rows" }),
    ),
    h(
      "div",
      { class: "row access-add" },
      button("access-add-request", "Add a request"),
      h(
        "form",
        { class: "row", id: "access-token-form" },
        h(
          "label",
          { class: "inline", for: "access-token" },
          "Another token ",
          h("input", {
            id: "access-token",
            autocomplete: "off",
            spellcheck: "false",
            placeholder: "Paste it here",
          }),
        ),
        h("button", { type: "submit", id: "access-add-token" }, "Add"),
        h(
          "label",
          { class: "inline", for: "access-template" },
          "or like ",
          h(
            "select",
            { id: "access-template", autocomplete: "off" },
            h("option", { value: "" }, "a known issuer’s"),
          ),
        ),
      ),
    ),
  );
}

function whyCard() {
  return h(
    "section",
    { class: "card access-why", id: "access-why", "aria-labelledby": "access-why-title" },
    h("div", { class: "card-head" }, h("h3", { id: "access-why-title" }, "Why")),
    h("div", { id: "access-reason" }),
    h("div", {
      class: "access-graph",
      id: "access-graph",
      role: "group",
      tabindex: 0,
      "aria-label": "Roles, from the token to the rule",
      hidden: true,
    }),
  );
}

function grantsCard() {
  return h(
    "section",
    { class: "card access-grants", "aria-labelledby": "access-grants-title" },
    h(
      "div",
      { class: "card-head" },
      h("h3", { id: "access-grants-title" }, "Grants of the token"),
      h("span", { class: "hint", id: "access-grants-hint" }),
    ),
    h("ul", { class: "access-grant-list", id: "access-grants" }),
    h(
      "form",
      { class: "row access-path", id: "access-path-form" },
      h(
        "label",
        { class: "inline", for: "access-path-kind" },
        "Read ",
        h("select", { id: "access-path-kind", autocomplete: "off" }),
      ),
      h(
        "label",
        { class: "inline", for: "access-path" },
        "also from ",
        h("input", {
          id: "access-path",
          autocomplete: "off",
          spellcheck: "false",
          placeholder: "app.teams",
        }),
      ),
      h("button", { type: "submit" }, "Add place"),
    ),
    h("p", { class: "field-problem", id: "access-path-problem" }),
    h("ul", { class: "access-paths", id: "access-paths", "aria-label": "Places that you added" }),
  );
}

/** @param {string} id @param {string} name */
function button(id, name) {
  return h("button", { type: "button", id }, name);
}
