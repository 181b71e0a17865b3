/** The verdict: one word, one sentence why, and PyJWT's own answer beside it. */
import { byId, h, setText } from "./dom.js";
import { localTime, utc } from "./time.js";

/** @typedef {import("../model").State} State */
/** @typedef {{ kind: "empty" | "loading" | "failed" | "valid" | "invalid" | "unverified", word: string, why: string }} Verdict */

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

/** @param {State} state @returns {Verdict} */
function judge({ inputs, report, load }) {
  if (inputs.token.trim() === "") {
    return { kind: "empty", word: "Paste a token", why: "Or open a sample, or write a header and payload and sign them. It all happens in your browser." };
  }
  if (report === null && load.stage === "ready") return { kind: "loading", word: "Checking", why: "The engine is reading the token." };
  if (report === null) {
    return load.stage === "failed"
      ? { kind: "failed", word: "Cannot verify", why: "The verification engine did not start. What you see is decoded only." }
      : { kind: "loading", word: "Preview", why: "Decoded only: the verification engine is still loading." };
  }
  const fails = report.checks.filter(({ status }) => status === "fail");
  const first = fails.find(({ name }) => name === "format") ?? fails.find(({ name }) => name === "signature") ?? fails[0];
  if (report.verdict === "valid") {
    const also = report.pyjwt?.ok === false ? " PyJWT, with these settings, would still refuse it." : "";
    return { kind: "valid", word: "Valid", why: `The signature matches this key, and no check fails.${also}` };
  }
  if (report.verdict === "invalid") {
    const fault = first?.message ?? report.findings.find(({ severity }) => severity === "error")?.message ?? "A check failed.";
    return { kind: "invalid", word: "Invalid", why: fails.length > 1 ? `${fault} ${others(fails.length - 1)}` : fault };
  }
  const reason = first?.message ?? report.checks.find(({ name, status }) => name === "signature" && status !== "pass")?.message;
  const remark = report.findings.find(({ severity }) => severity !== "info") ?? report.findings[0];
  return { kind: "unverified", word: "Not verified", why: reason ?? remark?.message ?? "Give a key to check the signature." };
}

/** @param {number} count */
function others(count) {
  return count === 1 ? "One more check fails." : `${count} more checks fail.`;
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
  if (report.engine !== null) rows.push(row("Engine", [report.engine]));
  return rows;
}

/** @param {string} name @param {(Node | string)[]} value */
function row(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
}
