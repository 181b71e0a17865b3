/** What stands beside the verdict: PyJWT's own answer, the time, the engine, the cross-check. */
import { byId, h, redrawnList } from "../../shared/dom.js";
import { foreign, sentence as nodes } from "../../shared/foreign.js";
import { shortName } from "../../shared/foreign-text.js";
import { stamp, utc } from "../../shared/time-format.js";
import { comparison } from "./cross-check.js";
import { BY_LINK } from "./verdict-text.js";

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
  noble: "noble (JavaScript)",
};

/**
 * The longest message of PyJWT that is shown whole, in UTF-16 units. It may quote the token, and
 * the verdict stays in view over the rest of the page.
 */
const LONGEST_MESSAGE = 200;

/** @returns {(state: State) => void}  Draws them. */
export function mountVerdictFacts() {
  const draw = redrawnList(byId("verdict-facts", HTMLElement), row);
  return (state) => draw(facts(state));
}

/** @param {State} state @returns {Fact[]} */
function facts({ report, inputs, linkTerms }) {
  if (report === null || inputs.token.trim() === "") return [];
  /** @type {Fact[]} */
  const rows = [];
  if (report.pyjwt !== null) rows.push({ pyjwt: report.pyjwt });
  if (report.now !== null) {
    rows.push({
      at: stamp(report.now) ?? String(report.now),
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
  if ("at" in fact) {
    const made = pair("As of", [
      h("time", { datetime: fact.utc }, fact.at),
      h("span", { class: "utc" }, ` ${fact.utc}`),
      fact.setBy && `, ${fact.setBy}`,
    ]);
    made.dataset.fact = "as-of";
    return made;
  }
  if ("engine" in fact) {
    const made = pair("Engine", [ENGINES[fact.engine] ?? fact.engine]);
    made.dataset.fact = "engine";
    return made;
  }
  return pair("Cross-check", [
    h("span", { class: "compared", "data-code": fact.compared.code }, ...nodes(fact.compared.text)),
  ]);
}

/** @param {PyJWT} pyjwt @returns {(Node | string)[]} */
function answer({ ok, exception, message, stands_in: note }) {
  const said = ok
    ? [" returns the payload"]
    : [
        " raises ",
        h("code", { class: "exception" }, exception ?? "an exception"),
        ...(message ? [": ", foreign(shortName(message, LONGEST_MESSAGE))] : []),
      ];
  return [
    h("code", {}, "jwt.decode"),
    ...said,
    note ? h("span", { class: "utc" }, ` ${note}`) : "",
  ];
}

/** @param {string} name @param {(Node | string)[]} value */
function pair(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
}
