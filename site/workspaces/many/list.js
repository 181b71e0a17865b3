/**
 * The list of many tokens. Only the visible rows are in the document, so a list of 100,000 rows is
 * as fast as one of ten. The focus stays on the list itself, which names the current row
 * (`aria-activedescendant`). So a row can leave the document without taking the focus with it.
 */
import { h } from "../../shared/dom.js";
import { rowElement } from "./list-row.js";

/** @typedef {import("./rows.js").Row} Row */

/** The number of rows that are drawn above and below the visible ones. */
const SPARE = 8;
const COLUMNS = ["Line", "Token", "Verdict", "Times", "Why"];

/**
 * @param {HTMLElement} grid
 * @param {(row: Row | null) => void} onCurrent  Gets the current row whenever it may be another
 *   one; null when there are no rows.
 */
export function batchList(grid, onCurrent) {
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
  let wanted = "";
  let current = 0;
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
        const place = first + index;
        const element = rowElement(row, place, place === current, wanted);
        element.style.top = `${place * height}px`;
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
    onCurrent(rows[current] ?? null);
  }

  grid.addEventListener("scroll", later);
  grid.addEventListener("click", ({ target }) => {
    const row = target instanceof Element ? target.closest("[data-index]") : null;
    if (row instanceof HTMLElement) moveTo(Number(row.dataset.index));
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
    if (to === undefined) return;
    moveTo(to);
    event.preventDefault();
  });
  new ResizeObserver(later).observe(grid);

  return {
    /**
     * Shows other rows, or the same rows with new verdicts. The current token stays the current
     * one, if it is among them.
     * @param {Row[]} next
     * @param {string} search  What was searched for, in lower case; it is marked.
     */
    show(next, search) {
      const token = rows[current]?.token;
      rows = next;
      wanted = search;
      if (rows[current]?.token !== token) {
        const same = rows.findIndex((row) => row.token === token);
        current = same === -1 ? Math.max(0, Math.min(rows.length - 1, current)) : same;
      }
      later();
      onCurrent(rows[current] ?? null);
    },
    /** Makes the first row the current one, and shows the beginning. */
    toStart() {
      current = 0;
      grid.scrollTop = 0;
    },
  };
}
