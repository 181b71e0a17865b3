/** What an SD-JWT discloses: each disclosure, the processed payload, what is not disclosed. */
import { h, plural, redrawn, redrawnList, setText } from "../../../shared/dom.js";
import { foreign, sentence } from "../../../shared/foreign.js";
import { shown as plainText } from "../../../shared/foreign-text.js";
import { mountBinding } from "./binding.js";
import { pathNodes, section } from "./parts.js";
import { mountPresent } from "./present.js";

/** @typedef {import("../../../engine/contract").Disclosure} Disclosure */
/** @typedef {import("../../../engine/contract").ClaimPath} ClaimPath */
/** @typedef {Disclosure & { index: number, time: number }} Row  `time`: how often all were ticked. */

const STATUS = {
  joined: "Belongs to the token",
  orphan: "Belongs nowhere",
  duplicate: "Stands there twice",
  malformed: "Is refused",
};

/**
 * @param {HTMLElement} host
 * @param {import("../../../shared/dom.js").App} app
 * @returns {(state: import("../../../state/model").State) => void}
 */
export function mountShown(host, app) {
  const { session, announce } = app;
  const facts = h("p", { id: "disclosures-facts" });
  const list = h("ul", {
    class: "disclosure-list",
    id: "disclosure-list",
    "aria-label": "Disclosures",
  });
  const hidden = h("ul", { class: "disclosure-hidden", id: "disclosure-hidden" });
  const processed = h("pre", { id: "processed", tabindex: "0", "aria-label": "Processed payload" });
  const refused = h(
    "p",
    {},
    "A verifier refuses these disclosures, so there is no payload to work with.",
  );
  const again = h("button", { type: "button", id: "issue-anew" }, "Edit and issue anew");
  const binding = mountBinding(app);
  const present = mountPresent(app, () => ticked);
  const hiddenCard = section(
    "Not disclosed",
    "Digests without a disclosure. Each is a claim that the holder left out, or a decoy: only the issuer can tell.",
    hidden,
  );
  host.append(
    section("Disclosures", "Tick those that a verifier is to see, then present them.", facts, list),
    present.element,
    section(
      "Processed payload",
      "What a verifier works with: the disclosed claims in their places, without digests.",
      processed,
      refused,
      h("div", { class: "row" }, again),
    ),
    hiddenCard,
    binding.element,
  );
  /** The indexes of the ticked disclosures. @type {Set<number>} */
  let ticked = new Set();
  /** The token that they are of. */
  let of = "";
  let time = 0;
  let payload = "";
  let header = "";

  again.addEventListener("click", () => {
    session.update({ direction: "sign", header, payload });
    announce("The disclosed claims can be edited. Tick those that the holder can leave out.");
  });

  const drawList = redrawnList(list, (/** @type {Row} */ each) => row(each, ticked));
  const drawHidden = redrawnList(
    hidden,
    (/** @type {{ digest: string, path: ClaimPath }} */ each) =>
      h(
        "li",
        {},
        ...(each.path.length > 0 ? ["in ", ...pathNodes(each.path)] : ["at the top"]),
        ": ",
        h("code", {}, foreign(each.digest)),
      ),
  );
  const drawProcessed = redrawn(processed, (/** @type {string} */ text) => [
    h("code", { translate: "no" }, text.split("\n").map(plainText).join("\n")),
  ]);

  return (state) => {
    const { inputs, report } = state;
    const token = inputs.token === "" ? null : (report?.sd_jwt ?? null);
    binding.draw();
    present.draw(state);
    if (token === null) {
      of = "";
      drawList([]);
      drawProcessed("");
      return;
    }
    if (of !== inputs.token && state.reportFor === inputs.token) {
      of = inputs.token;
      ticked = new Set(token.disclosures.keys());
      time += 1;
    }
    const count = token.disclosures.length;
    setText(
      facts,
      `${token.kind === "sd-jwt-vc" ? "A credential (SD-JWT VC)" : "An SD-JWT"} with ` +
        `${plural(count, "disclosure")}; hash: ${plainText(token.sd_alg)}.`,
    );
    drawList(token.disclosures.map((each, index) => ({ ...each, index, time })));
    hiddenCard.hidden = token.undisclosed.length === 0;
    drawHidden(token.undisclosed);
    payload = token.processed ?? "";
    header = report?.header ?? "";
    drawProcessed(payload);
    processed.hidden = again.hidden = token.processed === null;
    refused.hidden = token.processed !== null;
  };
}

/** @param {Row} each @param {Set<number>} ticked */
function row({ index, name, value, path, status, message }, ticked) {
  const id = `disclosure-${index}`;
  const box = h("input", {
    type: "checkbox",
    id,
    autocomplete: "off",
    checked: ticked.has(index),
    "aria-describedby": `${id}-about`,
    change: () => (box.checked ? ticked.add(index) : ticked.delete(index)),
  });
  const title = name === null ? "An element of an array" : foreign(name);
  return h(
    "li",
    { "data-status": status },
    h("label", { class: "check", for: id }, box, h("strong", {}, title)),
    h("code", { class: "disclosure-value" }, value === null ? "" : foreign(cut(value))),
    h(
      "p",
      { class: "hint", id: `${id}-about` },
      `${STATUS[status]}`,
      ...(path === null ? [] : [", at ", ...pathNodes(path)]),
      ". ",
      ...sentence(message),
    ),
  );
}

/** A picture can be a claim; nobody reads it here. @param {string} value */
function cut(value) {
  return value.length > 500 ? `${value.slice(0, 500)}… (${value.length} characters)` : value;
}
