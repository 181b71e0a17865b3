/** Draws the lists of the tab “Size”. */
import { count, h, redrawnList } from "../../../shared/dom.js";
import { foreign, sentence } from "../../../shared/foreign.js";
import { shortName } from "../../../shared/foreign-text.js";
import { findingItem } from "../../../shared/finding-item.js";
import { amount } from "./amount.js";
import { bar } from "./bar.js";

/** @typedef {import("../../../engine/contract").Size} Size */
/** @typedef {import("../../../engine/contract").SizeItem} SizeItem */
/** @typedef {import("../../../engine/contract").SizeLimit} SizeLimit */

/** @type {Record<SizeItem["kind"], string>} */
const KINDS = {
  member: "",
  more: "further members",
  braces: "braces and space",
  whole: "",
  damage: "characters that do not decode",
  around: "dots and what is around",
};
/** @type {Record<SizeLimit["name"], string>} */
const LIMITS = {
  cookie: "Cookie",
  "header-8k": "Headers, 8 KB",
  "header-16k": "Headers, 16 KB",
  url: "Address",
};

/**
 * @param {ReturnType<typeof import("./markup.js").markup>} parts
 * @param {import("../../../shared/dom.js").App["reveal"]} reveal
 * @returns {(size: Size) => void}
 */
export function drawLists(parts, reveal) {
  const drawItems = redrawnList(parts.items, row);
  const drawLimits = redrawnList(parts.limits, limit);
  const drawAdvice = redrawnList(
    parts.advice,
    (/** @type {import("../../../engine/contract").Finding} */ one) => findingItem(one, reveal),
  );
  return ({ items, bytes, limits, findings }) => {
    const sorted = [...items].sort((a, b) => b.bytes - a.bytes);
    const largest = sorted[0]?.bytes ?? 0;
    drawItems(sorted.map((item) => ({ item, bytes, largest })));
    drawLimits(limits);
    parts.adviceCard.hidden = findings.length === 0;
    drawAdvice(findings);
  };
}

/** @param {{ item: SizeItem, bytes: number, largest: number }} given */
function row({ item, bytes, largest }) {
  const { part, kind, name } = item;
  const share = Math.round((100 * item.bytes) / bytes);
  const tone = ["header", "payload", "signature"].includes(part) ? part : "other";
  return h(
    "li",
    { "data-part-of": part, "data-kind": kind, ...(name !== null && { "data-name": name }) },
    h(
      "span",
      { class: "size-name" },
      name === null ? KINDS[kind] : h("code", {}, foreign(shortName(name))),
      " ",
      kind === "whole"
        ? part.replace("_", " ")
        : kind === "around"
          ? ""
          : h("span", { class: "hint" }, part.replace("_", " ")),
    ),
    h("span", { class: "size-bytes" }, `${amount(item.bytes)}, ${share < 1 ? "<1" : share} %`),
    bar(
      [
        { value: item.name_bytes, class: `size-${tone}` },
        { value: item.bytes - item.name_bytes, class: `size-${tone} size-soft` },
      ],
      largest,
    ),
  );
}

/** @param {SizeLimit} given */
function limit({ name, bytes, used, left, message }) {
  return h(
    "li",
    { "data-limit": name, "data-fits": String(left >= 0) },
    h(
      "span",
      { class: "size-name" },
      LIMITS[name],
      " ",
      h("span", { class: "hint" }, `${count(bytes)} B`),
    ),
    h(
      "span",
      { class: "size-bytes" },
      left >= 0 ? `fits, ${count(left)} B left` : `${count(-left)} B too many`,
    ),
    bar([{ value: used, class: left >= 0 ? "size-fits" : "size-over" }], bytes),
    h("p", { class: "hint" }, ...sentence(message)),
  );
}
