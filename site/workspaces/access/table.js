/**
 * The table of requests: a row for each, and a column for each token. Its fields stay the same
 * elements while the user types; only what the engine said is drawn anew.
 */
import { byId, h, setText } from "../../shared/dom.js";
import { setSentence } from "../../shared/foreign.js";
import { cellFor } from "./cell.js";
import { readRow } from "./rows.js";
import { VERDICTS } from "./words.js";

/** @import { Column } from "./decide.js" */
/** @import { Row } from "./rows.js" */

/** @typedef {{ row: number, column: number }} Place  A decision. */
/**
 * @typedef {object} Shown
 * @property {readonly Row[]} rows
 * @property {readonly Column[]} columns  Empty until the engine has answered.
 * @property {number} tokens
 * @property {readonly string[]} wanted  The names of a request's values.
 * @property {boolean} hasContext  Whether the model reads a context.
 * @property {Place} chosen
 * @property {boolean} stale  The decisions are those of an older text.
 */

/**
 * @param {object} given
 * @param {(index: number, row: Row) => void} given.onChange
 * @param {(index: number) => void} given.onRemove
 * @param {(index: number) => void} given.onRemoveToken  The first one beside that of Inspect is 0.
 * @param {(place: Place) => void} given.onChoose
 */
export function mountTable({ onChange, onRemove, onRemoveToken, onChoose }) {
  const head = byId("access-columns", HTMLTableSectionElement);
  const body = byId("access-rows", HTMLTableSectionElement);
  const table = /** @type {HTMLTableElement} */ (body.parentElement);
  /** What the elements were made for. */
  let made = "";
  /** @type {Line[]} */
  let lines = [];

  /** @param {Shown} shown */
  function show(shown) {
    const { rows, tokens, hasContext } = shown;
    const key = JSON.stringify([rows.length, tokens, hasContext]);
    if (key !== made) {
      made = key;
      lines = rows.map((_, index) => createLine(index, { onChange, onRemove, tokens, hasContext }));
      body.replaceChildren(...lines.map(({ element }) => element));
    }
    head.replaceChildren(headings(shown, onRemoveToken));
    table.toggleAttribute("data-stale", shown.stale);
    for (const [index, line] of lines.entries()) {
      const row = rows[index];
      if (row) line.show(row, index, shown, onChoose);
    }
  }

  return {
    show,
    /** @param {number} index */
    focusRow(index) {
      lines[Math.min(index, lines.length - 1)]?.focus();
    },
  };
}

/**
 * @param {Shown} shown
 * @param {(index: number) => void} onRemoveToken
 */
function headings({ columns, tokens, hasContext, wanted }, onRemoveToken) {
  const column = (/** @type {(Node | string)[]} */ ...content) =>
    h("th", { scope: "col" }, ...content);
  return h(
    "tr",
    {},
    column("Request", wanted.length > 0 ? h("code", {}, ` ${wanted.join(", ")}`) : ""),
    ...(hasContext ? [column("Context")] : []),
    column("Expected"),
    ...Array.from({ length: tokens }, (_, index) => {
      const verdict = columns[index]?.result.verdict;
      return h(
        "th",
        { scope: "col", "data-verdict": verdict ?? "waiting" },
        `Token ${index + 1}`,
        h("span", { class: "access-verdict" }, verdict ? VERDICTS[verdict] : "…"),
        index > 0
          ? h(
              "button",
              {
                type: "button",
                class: "quiet",
                "aria-label": `Remove token ${index + 1}`,
                click: () => onRemoveToken(index - 1),
              },
              "✕",
            )
          : "",
      );
    }),
    column(h("span", { class: "sr-only" }, "Remove")),
  );
}

/** @typedef {ReturnType<typeof createLine>} Line */

/**
 * @param {number} index
 * @param {object} given
 * @param {(index: number, row: Row) => void} given.onChange
 * @param {(index: number) => void} given.onRemove
 * @param {number} given.tokens
 * @param {boolean} given.hasContext
 */
function createLine(index, { onChange, onRemove, tokens, hasContext }) {
  const number = index + 1;
  const field = (/** @type {string} */ name, /** @type {string} */ hint) =>
    h("input", {
      "aria-label": `${name} of request ${number}`,
      autocomplete: "off",
      spellcheck: "false",
      placeholder: hint,
      input: changed,
    });
  const values = field("Values", "values, with commas");
  const context = field("Context", '{"ip": "10.0.0.1"}');
  const expect = h(
    "select",
    { "aria-label": `Expected of request ${number}`, autocomplete: "off", change: changed },
    h("option", { value: "" }, "–"),
    h("option", { value: "allow" }, "allow"),
    h("option", { value: "deny" }, "deny"),
  );
  const problem = h("p", { class: "field-problem" });
  const cells = Array.from({ length: tokens }, (_, column) =>
    h("td", { class: "access-cell", "data-label": `Token ${column + 1}` }),
  );
  const draws = cells.map((cell, column) => cellFor(cell, number, column + 1));
  const element = h(
    "tr",
    {},
    h("td", { class: "access-values", "data-label": `Request ${number}` }, values, problem),
    ...(hasContext ? [h("td", { "data-label": "Context" }, context)] : []),
    h("td", { "data-label": "Expected" }, expect),
    ...cells,
    h(
      "td",
      { class: "access-remove" },
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": `Remove request ${number}`,
          click: () => onRemove(index),
        },
        "✕",
      ),
    ),
  );

  function changed() {
    onChange(index, {
      values: values.value,
      context: context.value,
      expect: /** @type {Row["expect"]} */ (expect.value),
    });
  }

  return {
    element,
    focus: () => values.focus(),
    /**
     * @param {Row} row
     * @param {number} at
     * @param {Shown} shown
     * @param {(place: Place) => void} onChoose
     */
    show(row, at, { columns, chosen, wanted }, onChoose) {
      if (values.value !== row.values) values.value = row.values;
      if (context.value !== row.context) context.value = row.context;
      if (expect.value !== row.expect) expect.value = row.expect;
      if (wanted.length > 0) values.placeholder = wanted.join(", ");
      const read = readRow(row);
      if ("problem" in read) setSentence(problem, read.problem);
      else setText(problem, "");
      for (const [column, draw] of draws.entries())
        draw(columns[column]?.decisions[at] ?? null, {
          isChosen: chosen.row === at && chosen.column === column,
          choose: () => onChoose({ row: at, column }),
        });
    },
  };
}
