/**
 * Lists every check with its result: first what fails and what could not be checked, each with the
 * buttons that mend it; folded below, what passes and what nobody asked for.
 */
import { CHECK_STATUS, CHECK_TITLES } from "../../shared/check-words.js";
import { byId, h, plural, redrawnList, setText } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { panelFindings } from "./findings.js";
import { mendButton, mender } from "./mend-buttons.js";
import { mendsOf } from "./mends.js";
import { layersOf } from "./shown-texts.js";

/** @typedef {import("../../engine/contract").Check} Check */
/** @typedef {import("../../engine/contract").Report} Report */
/** @typedef {import("./mends.js").Mend} Mend */
/** @typedef {Check & { layer: number }} Told  `layer`: 1 is the token itself. */

/** What was not checked because there is nothing to check. Nobody misses it. */
const NOT_ASKED = ["absent", "no-key-needed", "nested", "no-key-binding"];

/**
 * @param {import("../../shared/dom.js").App} app
 * @param {Pick<import("../../state/model").Store, "subscribe">} store
 */
export function mountChecks(app, store) {
  const facts = byId("checks-facts", HTMLElement);
  const card = byId("checks-card", HTMLElement);
  const tab = byId("tab-checks", HTMLElement);
  const badge = byId("checks-count", HTMLElement);
  const press = mender(app);
  const open = h("ul", { class: "checks-open", "aria-label": "Failed and not checked" });
  const passed = folded("pass");
  const rest = folded("rest");
  byId("checks", HTMLElement).replaceChildren(open, passed.details, rest.details);
  const drawOpen = redrawnList(open, (/** @type {Told & { mends: Mend[] }} */ each) =>
    item(each, each.mends, press),
  );

  store.subscribe(({ report, inputs }, previous) => {
    if (previous !== null && report === previous.report && inputs.token === previous.inputs.token)
      return;
    const of = inputs.token === "" ? null : report;
    const layers = layersOf(of);
    const checks = layers.flatMap((layer, index) =>
      layer.checks.map((check) => ({ ...check, layer: index + 1 })),
    );
    const failed = checks.filter(({ status }) => status === "fail");
    const skipped = checks.filter(({ status }) => status === "skip");
    const missed = skipped.filter(({ code }) => !NOT_ASKED.includes(code));
    const passes = checks.filter(({ status }) => status === "pass");
    const notAsked = skipped.filter(({ code }) => NOT_ASKED.includes(code));
    card.hidden = checks.length === 0;
    drawOpen(
      [...failed, ...missed].map((check) => {
        const layer = layers[check.layer - 1];
        return { ...check, mends: layer ? mendsOf(check, layer, inputs) : [] };
      }),
    );
    passed.draw(passes, `${plural(passes.length, "check passes", "checks pass")}`);
    rest.draw(notAsked, `${notAsked.length} not asked for`);
    setText(
      facts,
      [
        plural(failed.length, "fails", "fail"),
        plural(passes.length, "passes", "pass"),
        `${skipped.length} not checked`,
      ]
        .filter((text) => !text.startsWith("0 "))
        .join(", "),
    );
    drawBadge(layers.reduce((sum, layer) => sum + problems(layer), 0));
  });

  /** @param {number} count */
  function drawBadge(count) {
    badge.hidden = count === 0;
    setText(badge, String(count));
    if (count === 0) tab.removeAttribute("aria-label");
    else tab.setAttribute("aria-label", `Checks, ${plural(count, "problem")}`);
  }
}

/**
 * Counts what the panel says is wrong: failed checks, and errors and warnings among the findings. A
 * check that fails by a finding has its code, and is the same problem.
 * @param {Report} report
 */
export function problems(report) {
  const failed = report.checks.filter(({ status }) => status === "fail");
  const codes = new Set(failed.map(({ code }) => code));
  const findings = panelFindings(report).filter(
    ({ severity, code }) => severity !== "info" && !codes.has(code),
  );
  return failed.length + findings.length;
}

/**
 * Makes a group that is folded until the user opens it. Its element stays, so it also stays open.
 * @param {string} name
 */
function folded(name) {
  const summary = h("summary", {});
  const list = h("ul", {});
  const details = h("details", { "data-group": name, hidden: true }, summary, list);
  const drawList = redrawnList(list, (/** @type {Told} */ check) => item(check));
  return {
    details,
    /** @param {Told[]} checks @param {string} title */
    draw(checks, title) {
      details.hidden = checks.length === 0;
      setText(summary, title);
      drawList(checks);
    },
  };
}

/**
 * @param {Told} check
 * @param {Mend[]} [mends]
 * @param {(mend: Mend) => void} [press]
 */
function item({ name, status, code, message, claim, layer }, mends = [], press = () => {}) {
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
      layer > 1 ? ` (layer ${layer})` : "",
      h("span", { class: "sr-only" }, ` ${word}. `),
    ),
    h("p", {}, ...sentence(message)),
    ...(mends.length === 0
      ? []
      : [h("div", { class: "row mends" }, ...mends.map((mend) => mendButton(mend, press)))]),
  );
}
