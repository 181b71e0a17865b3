/** One row of the list of many tokens: the token and its verdict, and below them all reasons. */
import { h } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";
import { withMark } from "./mark.js";
import { codesOf, kindOf, whyOf } from "./rows.js";
import { excerpt, KINDS, shortToken, WAITING } from "./words.js";

/**
 * @param {import("./rows.js").Row} row
 * @param {number} index  Its place among the rows that are shown.
 * @param {boolean} isCurrent
 * @param {string} wanted  What was searched for, in lower case; "" for nothing.
 */
export function rowElement(row, index, isCurrent, wanted) {
  const kind = kindOf(row);
  const { word, sign } = kind === null ? WAITING : KINDS[kind];
  const cell = (/** @type {string} */ column, /** @type {(Node | string)[]} */ ...content) =>
    h("span", { role: "gridcell", "data-column": column }, ...content);
  return h(
    "div",
    {
      role: "row",
      class: "batch-row",
      id: `batch-row-${index}`,
      "data-index": index,
      "data-verdict": row.brief?.verdict ?? "waiting",
      "data-remark": row.remark ?? false,
      "data-current": isCurrent,
      "aria-rowindex": index + 2,
      "aria-selected": String(isCurrent),
    },
    cell("line", String(row.line)),
    withMark(cell("token", shortToken(row.token, wanted)), wanted),
    cell("verdict", h("span", { "aria-hidden": "true" }, `${sign} `), word),
    cell("times", `${row.count}×`),
    cell(
      "why",
      withMark(h("span", { class: "reason" }, ...sentence(excerpt(whyOf(row), wanted))), wanted),
      ...tags(codesOf(row), wanted),
    ),
  );
}

/**
 * A narrow row has room for some of the codes only. Those that were searched for come first.
 * @param {string[]} codes
 * @param {string} wanted
 */
function tags(codes, wanted) {
  const isWanted = (/** @type {string} */ code) => wanted !== "" && code.includes(wanted);
  return [...codes.filter(isWanted), ...codes.filter((code) => !isWanted(code))].flatMap((code) => [
    " ",
    withMark(h("code", { class: "tag", translate: "no" }, code), wanted),
  ]);
}
