/** Why a token has its verdict, check by check, as the workspace Inspect shows it. */
import { h, plural } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { CHECK_STATUS, CHECK_TITLES } from "../../shared/check-words.js";
import { AUDIENCE_SENTENCE } from "./audience.js";
import { codesOf, whyOf } from "./rows.js";

/** @import { Check, Report } from "../../engine/contract" */
/** @import { Row } from "./rows.js" */

/** Checks that leave a token unverified when they cannot be made. */
const DECIDING = ["format", "algorithm", "key", "signature", "claims"];

/**
 * @param {Row} row
 * @param {Report | null} report  Null: it is still to come, so only the short reasons are known.
 * @returns {Node[]}
 */
export function reasons(row, report) {
  if (report === null)
    return [
      h(
        "p",
        { class: "detail-why" },
        ...sentence(whyOf(row)),
        ...codesOf(row).flatMap((code) => [
          " ",
          h("code", { class: "tag", translate: "no" }, code),
        ]),
      ),
    ];
  const { checks, verdict } = report;
  const failed = checks.filter(({ status }) => status === "fail");
  const open = checks.filter(
    ({ status, name }) => verdict === "unverified" && status === "skip" && DECIDING.includes(name),
  );
  const items = [...failed, ...open].map(item);
  if (row.remark !== null) items.push(remark());
  const passed = checks.filter(({ status }) => status === "pass").length;
  return [
    ...(items.length === 0
      ? []
      : [h("ul", { class: "checks", "aria-label": "Reasons" }, ...items)]),
    h("p", { class: "hint" }, `${plural(passed, "check passes", "checks pass")}.`),
  ];
}

/** @param {Check} check */
function item({ name, status, code, message, claim }) {
  const { sign, word } = CHECK_STATUS[status];
  const about = claim && name === "require" ? [": ", foreign(claim)] : [];
  return line(
    { "data-status": status, "data-check": name, "data-code": code },
    sign,
    [CHECK_TITLES[name] ?? name, ...about, h("span", { class: "sr-only" }, ` ${word}. `)],
    sentence(message),
  );
}

function remark() {
  return line(
    { "data-status": "remark", "data-check": "aud", "data-code": "audience-not-set" },
    "!",
    ["Audience"],
    [AUDIENCE_SENTENCE],
  );
}

/**
 * @param {Record<string, string>} attributes
 * @param {string} sign
 * @param {(Node | string)[]} title
 * @param {(Node | string)[]} text
 */
function line(attributes, sign, title, text) {
  return h(
    "li",
    attributes,
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("strong", {}, ...title),
    h("p", {}, ...text),
  );
}
