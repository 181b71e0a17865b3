/** The elements of the workspace “Services”. */
import { h } from "../../shared/dom.js";

/** @param {readonly { id: string, name: string }[]} scenarios @returns {Node[]} */
export function markup(scenarios) {
  return [
    h(
      "div",
      { class: "card services-choice" },
      h(
        "p",
        { class: "row" },
        h(
          "span",
          { class: "field" },
          h("label", { for: "services-scenario" }, "Scenario"),
          h(
            "select",
            { id: "services-scenario", autocomplete: "off" },
            ...scenarios.map(({ id, name }) => h("option", { value: id }, name)),
            h("option", { value: "", hidden: true }, "Your own"),
          ),
        ),
        h(
          "label",
          { class: "check" },
          h("input", { type: "checkbox", id: "services-own-key", autocomplete: "off" }),
          " Sign with the private key of “Inspect”",
        ),
      ),
      h("p", { id: "services-about" }),
      h("p", { class: "hint", id: "services-keys" }),
      h("ul", {
        class: "services-problems",
        id: "services-problems",
        "aria-label": "What is wrong with the scenario",
        hidden: true,
      }),
    ),
    h(
      "div",
      { class: "services-run", id: "services-run" },
      h(
        "section",
        { class: "card", "aria-labelledby": "services-timeline-title" },
        h("h3", { id: "services-timeline-title" }, "Timeline"),
        controls(),
        h("div", { id: "services-timeline" }),
        legend(),
      ),
      h(
        "section",
        { class: "card services-moment", "aria-labelledby": "services-moment-title" },
        h("h3", { id: "services-moment-title" }, "Nothing yet"),
        h("ol", {
          id: "services-happenings",
          tabindex: 0,
          "aria-labelledby": "services-moment-title",
        }),
      ),
      h(
        "section",
        { class: "card", "aria-labelledby": "services-refusals-title" },
        h("h3", { id: "services-refusals-title" }, "Who refuses whom"),
        h("ul", { id: "services-refusals" }),
        h(
          "p",
          { class: "hint", id: "services-no-refusals", hidden: true },
          "Nobody refuses anything.",
        ),
      ),
      h(
        "section",
        { class: "card", "aria-labelledby": "services-costs-title" },
        h("h3", { id: "services-costs-title" }, "What it costs, and what sessions would cost"),
        h("ul", { class: "told", id: "services-told" }),
        h("div", { id: "services-costs" }),
      ),
    ),
    h(
      "details",
      { class: "card services-edit", id: "services-edit" },
      h("summary", {}, h("h3", {}, "Change the scenario")),
      h("form", { id: "services-form", autocomplete: "off" }),
      h(
        "p",
        { class: "row" },
        h("strong", {}, "As JSON"),
        h("button", { type: "button", id: "services-copy" }, "Copy"),
        h("button", { type: "button", id: "services-save" }, "Save as file"),
      ),
      h("div", { class: "editor", id: "services-json" }),
    ),
  ];
}

function controls() {
  return h(
    "div",
    { class: "row services-controls" },
    h("button", { type: "button", class: "primary", id: "services-play" }, "Play"),
    h("button", { type: "button", id: "services-back" }, "Step back"),
    h("button", { type: "button", id: "services-next" }, "Step"),
    h("input", {
      type: "range",
      id: "services-scrub",
      min: 0,
      max: 1,
      step: 1,
      value: 0,
      autocomplete: "off",
      "aria-label": "Time",
    }),
    h("output", { id: "services-time", for: "services-scrub" }),
  );
}

function legend() {
  /** @type {[string, string, string][]} */
  const signs = [
    ["good", "●", "accepted"],
    ["bad", "✕", "refused"],
    ["careless", "▲", "accepted carelessly"],
    ["fetch", "|", "fetches the key set"],
  ];
  return h(
    "p",
    { class: "hint services-legend" },
    ...signs.flatMap(([kind, sign, words]) => [
      h("span", {}, h("span", { class: kind, "aria-hidden": "true" }, sign), ` ${words}`),
      " ",
    ]),
    "A service has a row per client. Press a mark to see its reason.",
  );
}
