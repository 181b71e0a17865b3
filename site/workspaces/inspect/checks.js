/** Lists every check with its result, failures first. */
import { byId, h, plural, redrawnList, setText } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";

/** @typedef {import("../../engine/contract").Check} Check */

/** @type {Record<string, string>} */
const TITLES = {
  format: "Format",
  signature: "Signature",
  algorithm: "Algorithm",
  key: "Key",
  claims: "Claims",
  crit: "Extensions",
  typ: "Type",
  exp: "Expiry",
  nbf: "Not before",
  iat: "Issued at",
  iss: "Issuer",
  aud: "Audience",
  sub: "Subject",
  jti: "Token ID",
  require: "Required claims",
  strength: "Key strength",
};
/** @type {Record<Check["status"], { order: number, word: string, sign: string }>} */
const STATUS = {
  fail: { order: 0, word: "Fails", sign: "✕" },
  pass: { order: 1, word: "Passes", sign: "✓" },
  skip: { order: 2, word: "Not checked", sign: "–" },
};

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
    drawList([...checks].sort((a, b) => STATUS[a.status].order - STATUS[b.status].order));
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
  const { sign, word } = STATUS[status];
  const about = claim && name === "require" ? [": ", foreign(claim)] : [];
  return h(
    "li",
    { "data-status": status, "data-check": name, "data-code": code },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("strong", {}, TITLES[name] ?? name, ...about, h("span", { class: "sr-only" }, ` ${word}. `)),
    h("p", {}, ...sentence(message)),
  );
}
