/** One layer of a token: what it is, what became of it, and what it is made of. */
import { CHECK_TITLES } from "../../../shared/check-words.js";
import { copyButton } from "../../../shared/clipboard.js";
import { h } from "../../../shared/dom.js";
import { findingItem } from "../../../shared/finding-item.js";
import { foreign, sentence } from "../../../shared/foreign.js";
import { shortName } from "../../../shared/foreign-text.js";
import { headerText, nameOf } from "./chain.js";
import { encryptedParts } from "./parts.js";

/** @typedef {import("./chain.js").Layer} Layer */
/**
 * @typedef {object} Doing
 * @property {(text: string) => void} announce
 * @property {(token: string) => void} openAlone
 */

/** @type {Record<string, string>} */
const FORMS = {
  compact: "compact",
  "json-flattened": "flattened JSON",
  "json-general": "general JSON",
};
/** @type {Record<Layer["verdict"], string>} */
const VERDICTS = { valid: "Valid", invalid: "Invalid", unverified: "Not verified" };
/** @type {Record<NonNullable<Layer["encryption"]>["state"], string>} */
const STATES = { opened: "Opened", failed: "Not opened", unopened: "Not opened yet" };

/**
 * @param {Layer} layer
 * @param {number} index
 * @param {number} count
 * @param {Doing} doing
 */
export function layerSection(layer, index, count, doing) {
  const { encryption, form, text } = layer;
  const name = nameOf(layer);
  const title = `${count > 1 ? `Layer ${index + 1}: ` : ""}${name}`;
  const kind = FORMS[form.slice(4)] ?? "";
  return h(
    "section",
    {
      class: "result layer",
      "data-layer": index + 1,
      "data-tone": tone(layer),
      "aria-label": title,
    },
    h(
      "div",
      { class: "card-head" },
      h("h3", { tabindex: -1 }, title),
      h("span", { class: "hint" }, kind),
      ...(text === null ? [] : buttons(text, doing)),
    ),
    h("dl", { class: "facts layer-facts" }, ...facts(layer).map(row)),
    ...failed(layer),
    ...remarks(layer),
    ...(encryption === null ? [] : encryptedParts(layer, encryption)),
  );
}

/** @param {Layer} layer */
function tone({ encryption, verdict }) {
  if (verdict === "valid") return "good";
  return verdict === "invalid" || encryption?.state === "failed" ? "bad" : "none";
}

/** @param {string} text @param {Doing} doing */
function buttons(text, { announce, openAlone }) {
  const copy = h("button", { type: "button", class: "quiet" }, "Copy");
  copyButton(copy, () => text, "Token of this layer", announce);
  const open = () => openAlone(text);
  return [h("button", { type: "button", class: "quiet", click: open }, "Open alone"), copy];
}

/** @param {Layer} layer @returns {[string, (Node | string)[]][]} */
function facts(layer) {
  const { encryption } = layer;
  const named = (/** @type {string} */ name) => {
    const value = headerText(layer, name);
    return value === "" ? [] : [h("code", {}, foreign(shortName(value)))];
  };
  /** @type {[string, (Node | string)[]][]} */
  const rows = [
    [encryption === null ? "Signed with" : "Key by", named("alg")],
    ["Content by", encryption === null ? [] : named("enc")],
    ["Key ID", named("kid")],
    ["Type", named("typ")],
    ["Content", named("cty")],
    ["State", encryption === null ? [] : [STATES[encryption.state]]],
    ["Compressed", encryption?.compressed ? ["yes, before it was encrypted"] : []],
    ["Verdict", [h("strong", {}, VERDICTS[layer.verdict])]],
    ["Engine", layer.engine === null ? [] : [layer.engine]],
  ];
  return rows.filter(([, value]) => value.length > 0);
}

/** @param {[string, (Node | string)[]]} fact */
function row([name, value]) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
}

/** @param {Layer} layer @returns {Node[]} */
function failed({ checks }) {
  const fails = checks.filter(({ status }) => status === "fail");
  if (fails.length === 0) return [];
  return [
    h(
      "ul",
      { class: "layer-checks", "aria-label": "Failed checks" },
      ...fails.map(({ name, message, code }) =>
        h(
          "li",
          { "data-code": code },
          h("span", { "aria-hidden": "true" }, "✕ "),
          h("strong", {}, CHECK_TITLES[name] ?? name),
          " ",
          ...sentence(message),
        ),
      ),
    ),
  ];
}

/**
 * Those of the outermost layer stand in the tab “Checks”.
 * @param {Layer} layer
 * @returns {Node[]}
 */
function remarks({ findings, text }) {
  const shown = findings.filter(({ where }) => where !== "key");
  if (text === null || shown.length === 0) return [];
  // A range counts in the text of this layer, which no editor shows.
  const items = shown.map((finding) => findingItem({ ...finding, range: null }, () => {}));
  return [h("ul", { class: "findings", "aria-label": "Findings of this layer" }, ...items)];
}
