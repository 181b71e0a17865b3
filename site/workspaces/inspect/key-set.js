/** A set of keys: what happened to each key, and the menu that picks one of them. */
import { byId, h, plural } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { shortName, shown } from "../../shared/foreign-text.js";
import { keyName } from "./key-facts.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../engine/contract").DescribedKey} DescribedKey */
/** @typedef {import("../../engine/contract").KeyAccount} KeyAccount */

/** @type {Record<KeyAccount["status"], { sign: string, word: string }>} */
const STATUS = {
  verified: { sign: "✓", word: "Verified" },
  tried: { sign: "✕", word: "Tried" },
  rejected: { sign: "–", word: "Left out" },
  unused: { sign: "–", word: "Not needed" },
};

/**
 * Returns what the report says about each key of the set; null when the report is not about exactly
 * these keys.
 * @param {State} state
 * @returns {KeyAccount[] | null}
 */
export function accounts({ report, reportFor, inputs, keys }) {
  const fresh = report !== null && inputs.token !== "" && reportFor === inputs.token;
  return fresh && report.keys.length > 0 && report.keys.length === keys?.keys.length
    ? report.keys
    : null;
}

/**
 * @param {readonly DescribedKey[]} keys
 * @param {readonly KeyAccount[] | null} reported
 * @param {string | null} matching  The `kid` of a key that verifies the token but was left out.
 */
export function keyTable(keys, reported, matching) {
  const rows = keys.map((key, index) => {
    const account = reported?.[index];
    const status = account && STATUS[account.status];
    return h(
      "tr",
      { "data-status": account?.status ?? "none" },
      h(
        "th",
        { scope: "row" },
        key.kid === null
          ? h("span", { class: "hint" }, "no kid")
          : h("code", {}, foreign(shortName(key.kid))),
        h(
          "span",
          { class: "hint" },
          [keyName(key), key.alg, key.use === null || key.use === "sig" ? "" : `use ${key.use}`]
            .flatMap((text) => (text ? [shown(shortName(text))] : []))
            .join(" · "),
        ),
      ),
      h(
        "td",
        {},
        ...(account && status
          ? [
              h(
                "p",
                { class: "status" },
                h("span", { "aria-hidden": "true" }, `${status.sign} `),
                status.word,
              ),
              h("p", { class: "hint" }, ...sentence(account.reason)),
              ...(matching !== null && key.kid === matching && account.status === "rejected"
                ? [h("p", { class: "match" }, "The signature is this key’s.")]
                : []),
            ]
          : [
              h(
                "p",
                { class: "hint" },
                `Allows ${key.algorithms.join(", ") || "no signature algorithm"}`,
              ),
            ]),
      ),
    );
  });
  return h(
    "table",
    { class: "key-table" },
    h("caption", {}, plural(keys.length, "key"), reported ? ", and what became of each" : ""),
    h("tbody", {}, ...rows),
  );
}

/**
 * The menu that picks one key of the set by its `kid`.
 * @param {import("../../state/model").Store} store
 * @param {import("../../state/model").Session} session
 */
export function mountKidPicker(store, session) {
  const field = byId("kid-field", HTMLElement);
  const select = byId("kid", HTMLSelectElement);
  select.addEventListener("change", () => {
    const { kid: _, ...key } = store.get().inputs.key;
    session.update({ key: select.value === "" ? key : { ...key, kid: select.value } });
  });
  store.subscribe(({ inputs, keys }) => {
    const given = inputs.key.text === "" ? [] : (keys?.keys ?? []);
    const kids = given.flatMap(({ kid }) => (kid === null ? [] : [kid]));
    const chosen = inputs.key.kid ?? "";
    field.hidden = chosen === "" && (given.length < 2 || kids.length === 0);
    const values = [...new Set(["", ...kids, chosen])];
    if ([...select.options].map(({ value }) => value).join("\n") !== values.join("\n")) {
      select.replaceChildren(
        ...values.map((value) =>
          h("option", { value, dir: "auto" }, shown(shortName(value)) || "the token’s own kid"),
        ),
      );
    }
    if (select.value !== chosen) select.value = chosen;
  });
}
