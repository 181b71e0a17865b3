/**
 * The table of header parameters and claims: the exact value of each, what it means, and for times
 * the date.
 */
import { factOf, knownNames, loadNames } from "./known-names.js";
import { certificateChain } from "./certificates.js";
import { byId, count, h, plural, setText } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { beginning, shortName, shownValue } from "../../shared/foreign-text.js";
import { layersOf, shownTexts, shownMembers } from "./shown-texts.js";
import { looksLikeMilliseconds, relative, stamp, utc } from "../../shared/time-format.js";

/** @typedef {import("../../engine/contract").Member} Member */
/** @typedef {import("./known-names.js").Fact} Fact */
/** @typedef {import("./certificates.js").Counter} Counter */

/** Longer values are cut in the table, in UTF-16 units. The editor above shows them whole. */
const LONGEST = 2000;
/** Longer values may scroll, so the keyboard must be able to reach them. In UTF-16 units. */
const SCROLLS = 160;
/** The most rows that are drawn. Nobody reads more, and drawing them would make typing slow. */
const MOST = 200;
/** @type {import("../../engine/contract").Certificate[]} */
const NONE = [];
/** What is said of a name that nothing is known of. */
const NO_FACT = {
  here: "Not a registered name: the issuer gives it its meaning.",
  coming: "",
  missing: "The texts about claims could not be loaded. Reload the page to read them.",
};

/**
 * @param {Pick<import("../../state/model").Store, "get" | "subscribe">} store
 * @param {import("../../shared/clock.js").Clock} clock
 */
export function mountClaims(store, clock) {
  const root = byId("claims", HTMLElement);
  const card = byId("claims-card", HTMLElement);
  const summary = byId("claims-facts", HTMLElement);
  const empty = byId("claims-empty", HTMLElement);
  /** @type {Counter[]} */
  let counters = [];
  let drawn = "";
  /**
   * The lists that were drawn last. When they are the same objects, they need not be compared as
   * text.
   * @type {readonly unknown[]}
   */
  let last = [];

  /** @param {number} live */
  const drawTimes = (live) => {
    const now = store.get().inputs.now ?? live;
    for (const { element, text } of counters) setText(element, text(now));
  };
  /** @param {import("../../state/model").State} state */
  function draw(state) {
    const what = shownTexts(state);
    const { header, payload } = shownMembers(state, what);
    const chain =
      what.source === "report" || what.source === "stale"
        ? (state.report?.certificates ?? NONE)
        : NONE;
    const parts = [header, payload, chain];
    const key = parts.every((part, index) => part === last[index]) ? drawn : JSON.stringify(parts);
    last = parts;
    if (key !== drawn) {
      drawn = key;
      counters = [];
      root.replaceChildren(
        ...table("Claims in the payload", payload, knownNames().claims, counters),
        ...table("Header parameters", header, knownNames().header, counters),
        ...certificates(chain, counters),
      );
      card.hidden = header.length + payload.length === 0;
      empty.hidden = !card.hidden;
    }
    const of = {
      drafts: "of your edits",
      preview: state.load.stage === "failed" ? "decoded only" : "preview, engine loading",
      stale: "",
      report: "",
      nothing: "",
    }[what.source];
    const depth = layersOf(state.report).length;
    const inside = depth > 1 && what.source === "report" ? `of the token in layer ${depth}` : "";
    setText(summary, [plural(payload.length, "claim"), of, inside].filter(Boolean).join(", "));
    drawTimes(clock.now());
  }
  store.subscribe(draw);
  // Not during the start, which is bound by the processor and the line.
  let asked = false;
  store.subscribe(({ load, report, inputs }) => {
    const over = load.stage === "ready" && (report !== null || inputs.token === "");
    if (asked || !(over || load.stage === "failed")) return;
    asked = true;
    void loadNames().then(() => {
      last = [];
      drawn = "";
      draw(store.get());
    });
  });
  // This is no live region: the text changes every second, and screen readers should not repeat it.
  clock.onTick(drawTimes);
}

/**
 * @param {string} caption
 * @param {Member[]} members
 * @param {Record<string, Fact>} facts
 * @param {Counter[]} counters
 * @returns {Node[]}
 */
function table(caption, members, facts, counters) {
  if (members.length === 0) return [];
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const { name } of members) seen.set(name, (seen.get(name) ?? 0) + 1);
  const rows = members.slice(0, MOST).map((member) => {
    const fact = factOf(facts, member.name);
    const duplicate = (seen.get(member.name) ?? 0) > 1;
    return h(
      "tr",
      { "data-name": member.name },
      h(
        "th",
        { scope: "row" },
        h("code", { class: "name" }, foreign(shortName(member.name))),
        fact ? h("span", { class: "title" }, fact.title) : "",
        duplicate ? h("span", { class: "badge" }, "duplicate") : "",
      ),
      h(
        "td",
        {},
        h(
          "div",
          { class: "claim" },
          h(
            "div",
            {},
            value(member),
            ...(member.seconds === null ? [] : times(member.seconds, counters)),
          ),
          h(
            "p",
            { class: "meaning" },
            fact ? fact.text : NO_FACT[knownNames().state],
            ...(fact?.ref ? [" ", h("span", { class: "ref" }, fact.ref)] : []),
          ),
        ),
      ),
    );
  });
  const more =
    members.length > MOST
      ? [
          h(
            "p",
            { class: "hint" },
            `… and ${count(members.length - MOST)} more, in the editor above.`,
          ),
        ]
      : [];
  return [
    h("table", { class: "claims" }, h("caption", {}, caption), h("tbody", {}, ...rows)),
    ...more,
  ];
}

/** @param {Member} member */
function value({ value }) {
  return h(
    "code",
    {
      class: "value",
      translate: "no",
      "data-kind": kind(value),
      tabindex: value.length > SCROLLS && "0",
    },
    shownValue(cut(value)),
  );
}

/**
 * @param {readonly import("../../engine/contract").Certificate[]} chain
 * @param {Counter[]} counters
 * @returns {Node[]}
 */
function certificates(chain, counters) {
  if (chain.length === 0) return [];
  return [
    h(
      "section",
      { class: "header-chain", "aria-label": "Certificates of the header" },
      h(
        "p",
        { class: "chain-title" },
        plural(chain.length, "certificate"),
        " in ",
        h("code", {}, "x5c"),
        " ",
        h("span", { class: "badge" }, "shown, not trusted"),
      ),
      h(
        "p",
        { class: "hint" },
        "They come with the token, so they prove nothing by themselves: trust them only if the " +
          "last leads to an authority that you know.",
      ),
      certificateChain(chain, counters),
    ),
  ];
}

/** @param {number} seconds @param {Counter[]} counters @returns {Node[]} */
function times(seconds, counters) {
  const exact = utc(seconds);
  if (looksLikeMilliseconds(seconds)) {
    const year = exact && `the year ${Number(exact.match(/^[+-]?\d+/)?.[0] ?? 0)}`;
    return [
      h(
        "p",
        { class: "times odd" },
        `As seconds this is ${year ?? "beyond any calendar"}. `,
        "It looks like milliseconds, which would be ",
        ...sentence(utc(seconds / 1000) ?? ""),
        "; claims count seconds.",
      ),
    ];
  }
  if (exact === null) return [h("p", { class: "times odd" }, "This is beyond any calendar.")];
  const counter = h("span", { class: "relative" });
  counters.push({ element: counter, text: (now) => relative(seconds, now) });
  return [
    h(
      "p",
      { class: "times" },
      counter,
      h("time", { datetime: exact }, stamp(seconds) ?? ""),
      h("span", { class: "utc" }, exact),
    ),
  ];
}

/** @param {string} value JSON text. */
function kind(value) {
  const first = value[0] ?? "";
  return first === '"'
    ? "string"
    : first === "{" || first === "["
      ? "structure"
      : /[-\d]/.test(first)
        ? "number"
        : "word";
}

/** @param {string} value */
function cut(value) {
  return value.length <= LONGEST
    ? value
    : `${beginning(value, LONGEST)}… (${count(value.length)} characters in all)`;
}
