/** The verdict: one word, one sentence why, and PyJWT's own answer beside it. */
import { byId, h, setText } from "./dom.js";
import { comparison } from "./cross-check.js";
import { judge } from "./judge.js";
import { localTime, utc } from "./time.js";

/** @typedef {import("../model").State} State */

/** @type {Record<string, string>} */
const ENGINES = { python: "Python (HMAC)", cryptography: "cryptography (OpenSSL)", webcrypto: "webcrypto (the browser’s own)" };

/** How long typing must rest before a screen reader is told. Milliseconds. */
const ANNOUNCE_AFTER = 900;

/** @param {import("./dom.js").App} app */
export function mountVerdict({ store, announce }) {
  const banner = byId("verdict", HTMLElement);
  const word = byId("verdict-title", HTMLElement);
  const why = byId("verdict-why", HTMLElement);
  const facts = byId("verdict-facts", HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let said = "";

  store.subscribe((state, previous) => {
    const verdict = judge(state);
    banner.dataset.verdict = verdict.kind;
    banner.toggleAttribute("data-stale", isStale(state));
    setText(word, verdict.word);
    setText(why, verdict.why);
    if (state.report !== previous?.report || state.inputs !== previous?.inputs) facts.replaceChildren(...factRows(state));

    const sentence = `${verdict.word}. ${verdict.why}`;
    clearTimeout(timer);
    if (verdict.kind === "empty") said = "";
    if (isStale(state) || sentence === said || verdict.kind === "empty" || verdict.kind === "loading") return;
    timer = setTimeout(() => {
      said = sentence;
      announce(sentence);
    }, ANNOUNCE_AFTER);
  });
}

/** The report is of an older text, or a newer one is on its way. @param {State} state */
function isStale({ report, reportFor, inputs, busy }) {
  return busy || (report !== null && reportFor !== inputs.token);
}

/** @param {State} state @returns {Node[]} */
function factRows({ report, inputs }) {
  if (report === null || inputs.token.trim() === "") return [];
  const rows = [];
  if (report.pyjwt !== null) {
    const { ok, exception, message } = report.pyjwt;
    rows.push(row("PyJWT", ok
      ? [h("code", {}, "jwt.decode"), " returns the payload"]
      : [h("code", {}, "jwt.decode"), " raises ", h("code", { class: "exception" }, exception ?? "an exception"), message ? `: ${message}` : ""]));
  }
  if (report.now !== null) {
    const at = h("time", { title: utc(report.now) ?? "" }, localTime(report.now) ?? String(report.now));
    rows.push(row("As of", [at, inputs.now === null ? "" : ", as you set it"]));
  }
  if (report.engine !== null) rows.push(row("Engine", [ENGINES[report.engine] ?? report.engine]));
  const compared = inputs.crossCheck ? comparison(report) : null;
  if (compared !== null) rows.push(row("Cross-check", [h("span", { class: "compared", "data-code": compared.code }, compared.text)]));
  return rows;
}

/** @param {string} name @param {(Node | string)[]} value */
function row(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
}
