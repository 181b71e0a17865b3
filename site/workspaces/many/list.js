/**
 * The list of many tokens. Only the visible rows are in the document, so a list of 100,000 rows is
 * as fast as one of ten. The focus stays on the list itself, which names the current row
 * (`aria-activedescendant`). So a row can leave the document without taking the focus with it.
 */
import { h } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";

/** @typedef {import("./rows.js").Row} Row */

/** @type {Record<string, { word: string, sign: string }>} */
export const VERDICTS = {
  valid: { word: "Valid", sign: "✓" },
  invalid: { word: "Invalid", sign: "✕" },
  unverified: { word: "Not verified", sign: "?" },
};
const WAITING = { word: "Not judged", sign: "…" };

/** The number of rows that are drawn above and below the visible ones. */
const SPARE = 8;
const COLUMNS = ["Line", "Token", "Verdict", "Why", "Times"];
const HEAD = 14; // how many characters are shown of a token's beginning, and of its end
const TAIL = 8;

/** @param {HTMLElement} grid @param {(row: Row) => void} open */
export function batchList(grid, open) {
  const head = h(
    "div",
    { role: "row", class: "batch-row batch-columns", "aria-rowindex": 1 },
    ...COLUMNS.map((name) =>
      h("span", { role: "columnheader", "data-column": name.toLowerCase() }, name),
    ),
  );
  const body = h("div", { role: "rowgroup", class: "batch-body" });
  grid.replaceChildren(h("div", { role: "rowgroup", class: "batch-head" }, head), body);
  /** @type {Row[]} */
  let rows = [];
  let current = 0;
  /** The token of the row that was opened last. @type {string | null} */
  let opened = null;
  let queued = false;

  const rowHeight = () => parseFloat(getComputedStyle(body).getPropertyValue("line-height")) || 36;
  const later = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      draw();
    });
  };

  function draw() {
    const height = rowHeight();
    grid.setAttribute("aria-rowcount", String(rows.length + 1));
    body.style.height = `${rows.length * height}px`;
    const first = Math.max(0, Math.floor(grid.scrollTop / height) - SPARE);
    const last = Math.min(
      rows.length,
      Math.ceil((grid.scrollTop + grid.clientHeight) / height) + SPARE,
    );
    body.replaceChildren(
      ...rows.slice(first, last).map((row, index) => {
        const element = item(row, first + index, row.token === opened);
        element.toggleAttribute("data-current", first + index === current);
        element.style.top = `${(first + index) * height}px`;
        return element;
      }),
    );
    if (current >= first && current < last)
      grid.setAttribute("aria-activedescendant", `batch-row-${current}`);
    else grid.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function moveTo(index) {
    current = Math.max(0, Math.min(rows.length - 1, index));
    const height = rowHeight();
    const room = grid.clientHeight - head.offsetHeight;
    const top = current * height;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height > grid.scrollTop + room) grid.scrollTop = top + height - room;
    draw();
  }

  /** @param {number} index */
  function choose(index) {
    const row = rows[index];
    if (!row) return;
    opened = row.token;
    moveTo(index);
    open(row);
  }

  grid.addEventListener("scroll", later);
  grid.addEventListener("click", ({ target }) => {
    const row = target instanceof Element ? target.closest("[data-index]") : null;
    if (row instanceof HTMLElement) choose(Number(row.dataset.index));
  });
  grid.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(grid.clientHeight / rowHeight()) - 2);
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) moveTo(to);
    else if (event.key === "Enter") choose(current);
    else return;
    event.preventDefault();
  });
  new ResizeObserver(later).observe(grid);

  return {
    /** Shows other rows, or the same rows with new verdicts. @param {Row[]} next */
    show(next) {
      rows = next;
      current = Math.max(0, Math.min(rows.length - 1, current));
      later();
    },
  };
}

/** @param {Row} row @param {number} index @param {boolean} opened */
function item({ token, line, count, brief }, index, opened) {
  const { word, sign } = (brief && VERDICTS[brief.verdict]) ?? WAITING;
  const short =
    token.length > HEAD + TAIL + 1 ? `${token.slice(0, HEAD)}…${token.slice(-TAIL)}` : token;
  const cell = (/** @type {string} */ column, /** @type {(Node | string)[]} */ ...content) =>
    h("span", { role: "gridcell", "data-column": column }, ...content);
  return h(
    "div",
    {
      role: "row",
      class: "batch-row",
      id: `batch-row-${index}`,
      "data-index": index,
      "data-verdict": brief?.verdict ?? "waiting",
      "aria-rowindex": index + 2,
      "aria-selected": String(opened),
    },
    cell("line", String(line)),
    cell("token", short),
    cell("verdict", h("span", { "aria-hidden": "true" }, `${sign} `), word),
    cell("why", ...sentence(brief?.summary ?? "")),
    cell("times", `${count}×`),
  );
}
