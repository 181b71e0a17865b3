/** The verdict: one word, one sentence with the reason, and PyJWT's own answer beside it. */
import { byId, h, redrawnList, setText } from "../../shared/dom.js";
import { foreign, sentence as nodes, setSentence } from "../../shared/foreign.js";
import { shortName } from "../../shared/foreign-text.js";
import { comparison } from "./cross-check.js";
import { BY_LINK, verdictText } from "./verdict-text.js";
import { createDebounce } from "../../shared/debounce.js";
import { localTime, utc } from "../../shared/time-format.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../engine/contract").PyJwtVerdict} PyJWT */
/**
 * @typedef {{ pyjwt: PyJWT } | { at: string, utc: string, setBy: string } | { engine: string } | {
 *   compared: { code: string, text: string } }} Fact
 */

/** @type {Record<string, string>} */
const ENGINES = {
  python: "Python (HMAC)",
  cryptography: "cryptography (OpenSSL)",
  webcrypto: "webcrypto (the browser’s own)",
};

/** How long the user must stop typing before a screen reader is told, in milliseconds. */
const ANNOUNCE_AFTER = 900;
/**
 * Only an answer that takes longer is shown as waiting, in milliseconds. Otherwise the verdict
 * would flicker while the user types.
 */
const WAITING_AFTER = 400;

/**
 * The longest message of PyJWT that is shown whole, in UTF-16 units. It may quote the token, and
 * the verdict stays in view over the rest of the page.
 */
const LONGEST_MESSAGE = 200;

/** @param {import("../../shared/dom.js").App} app */
export function mountVerdict({ store, announce }) {
  const banner = byId("verdict", HTMLElement);
  const word = byId("verdict-title", HTMLElement);
  const why = byId("verdict-why", HTMLElement);
  const drawFacts = redrawnList(byId("verdict-facts", HTMLElement), row);
  let said = "";
  let sentence = "";
  const announcing = createDebounce(ANNOUNCE_AFTER, () => {
    said = sentence;
    announce(sentence);
  });
  const waiting = createDebounce(WAITING_AFTER, () => banner.setAttribute("data-waiting", ""));

  store.subscribe((state, previous) => {
    const verdict = verdictText(state);
    const stale = isStale(state);
    banner.dataset.verdict = verdict.kind;
    if (stale && !banner.hasAttribute("data-stale")) waiting.start();
    if (!stale) waiting.stop();
    banner.toggleAttribute("data-stale", stale);
    if (!stale) banner.removeAttribute("data-waiting");
    setText(word, verdict.word);
    setSentence(why, verdict.why);
    if (
      state.report !== previous?.report ||
      state.inputs !== previous?.inputs ||
      state.linkTerms !== previous?.linkTerms
    )
      drawFacts(facts(state));

    sentence = `${verdict.word}. ${verdict.why}`;
    if (verdict.kind === "empty") said = "";
    if (stale || sentence === said || verdict.kind === "empty" || verdict.kind === "loading")
      announcing.stop();
    else announcing.start();
  });
}

/**
 * Tells whether the report is about an older text, or a newer report is under way.
 * @param {State} state
 */
function isStale({ report, reportFor, inputs, busy }) {
  return busy || (report !== null && reportFor !== inputs.token);
}

/** @param {State} state @returns {Fact[]} */
function facts({ report, inputs, linkTerms }) {
  if (report === null || inputs.token.trim() === "") return [];
  /** @type {Fact[]} */
  const rows = [];
  if (report.pyjwt !== null) rows.push({ pyjwt: report.pyjwt });
  if (report.now !== null) {
    rows.push({
      at: localTime(report.now) ?? String(report.now),
      utc: utc(inputs.now ?? Math.floor(report.now)) ?? "",
      setBy:
        inputs.now === null ? "" : linkTerms?.parts.now === undefined ? "as you set it" : BY_LINK,
    });
  }
  if (report.engine !== null) rows.push({ engine: report.engine });
  const compared = inputs.crossCheck ? comparison(report) : null;
  if (compared !== null) rows.push({ compared });
  return rows;
}

/** @param {Fact} fact */
function row(fact) {
  if ("pyjwt" in fact) return pair("PyJWT", answer(fact.pyjwt));
  if ("at" in fact)
    return pair("As of", [
      h("time", { title: fact.utc }, fact.at),
      fact.setBy && `, ${fact.setBy}`,
    ]);
  if ("engine" in fact) return pair("Engine", [ENGINES[fact.engine] ?? fact.engine]);
  return pair("Cross-check", [
    h("span", { class: "compared", "data-code": fact.compared.code }, ...nodes(fact.compared.text)),
  ]);
}

/** @param {PyJWT} pyjwt @returns {(Node | string)[]} */
function answer({ ok, exception, message }) {
  return ok
    ? [h("code", {}, "jwt.decode"), " returns the payload"]
    : [
        h("code", {}, "jwt.decode"),
        " raises ",
        h("code", { class: "exception" }, exception ?? "an exception"),
        ...(message ? [": ", foreign(shortName(message, LONGEST_MESSAGE))] : []),
      ];
}

/** @param {string} name @param {(Node | string)[]} value */
function pair(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
}
