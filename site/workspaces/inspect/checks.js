/** Lists every check with its result, failures first. */
import { byId, h, plural, redrawnList, setText } from "../../shared/dom.js";
import { CHECK_STATUS, CHECK_TITLES } from "../../shared/check-words.js";
import { foreign, sentence } from "../../shared/foreign.js";

/** @typedef {import("../../engine/contract").Check} Check */

/** What comes first. @type {Check["status"][]} */
const ORDER = ["fail", "pass", "skip"];

/** @param {Pick<import("../../state/model").Store, "subscribe">} store */
export function mountChecks(store) {
  const list = byId("checks", HTMLElement);
  const facts = byId("checks-facts", HTMLElement);
  const card = byId("checks-card", HTMLElement);
  const drawList = redrawnList(list, item);
  store.subscribe(({ report, inputs }, previous) => {
    if (previous !== null && report === previous.report && inputs.token === previous.inputs.token)
      return;
    const checks = inputs.token === "" ? [] : (report?.checks ?? []);
    card.hidden = checks.length === 0;
    drawList([...checks].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status)));
    /** @param {Check["status"]} status */
    const count = (status) => checks.filter((check) => check.status === status).length;
    setText(
      facts,
      [
        plural(count("fail"), "fails", "fail"),
        plural(count("pass"), "passes", "pass"),
        `${count("skip")} not checked`,
      ]
        .filter((text) => !text.startsWith("0 "))
        .join(", "),
    );
  });
}

/** @param {Check} check */
function item({ name, status, code, message, claim }) {
  const { sign, word } = CHECK_STATUS[status];
  const about = claim && name === "require" ? [": ", foreign(claim)] : [];
  return h(
    "li",
    { "data-status": status, "data-check": name, "data-code": code },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h(
      "strong",
      {},
      CHECK_TITLES[name] ?? name,
      ...about,
      h("span", { class: "sr-only" }, ` ${word}. `),
    ),
    h("p", {}, ...sentence(message)),
  );
}
