/** The card “Decryption key”: it is there for an encrypted token, and while it has a key. */
import { byId, h, redrawn } from "../../../shared/dom.js";
import { findingItem } from "../../../shared/finding-item.js";
import { setSentence, foreign } from "../../../shared/foreign.js";
import { shortName } from "../../../shared/foreign-text.js";
import { keyWanted } from "./words.js";
import { kit } from "./kit.js";

/** @typedef {import("../../../engine/contract").DescribedKeys} DescribedKeys */
/** @typedef {import("../../../engine/contract").Report} Report */

/** @type {{ value: string, label: string }[]} */
const ENCODINGS = [
  { value: "utf8", label: "UTF-8 text" },
  { value: "base64url", label: "base64url" },
  { value: "base64", label: "base64" },
  { value: "hex", label: "hex" },
];
const NO_FINDINGS = { keys: [], findings: [] };

/** The form for a new token asks for the card as well. @type {() => boolean} */
let isAsked = () => false;
/** @param {() => boolean} asked */
export function alsoWhen(asked) {
  isAsked = asked;
}

/** @param {import("../../../shared/dom.js").App} app */
export function mountKeyCard({ store, session, client, reveal }) {
  const card = byId("decryption-card", HTMLElement);
  const hint = h("p", { class: "hint", id: "decryption-hint" });
  const host = h("div", { class: "editor key", id: "decryption-key" });
  const known = h("p", { class: "decryption-facts", role: "status" });
  const findings = h("ul", {
    class: "findings",
    "aria-label": "Findings about the decryption key",
  });
  card.append(head(), hint, host, passphraseForm(), known, findings);

  const current = () => store.get().inputs.decryptionKey;
  const editor = kit.keyEditor(host, {
    label: "Decryption key",
    hint: "A private key, a JWK Set or a shared secret. Empty: the verification key serves both.",
    onSubmit: () => {
      if (store.get().inputs.direction === "sign") byId("sign", HTMLElement).click();
    },
    onInput: (text) =>
      session.update({ decryptionKey: text === "" ? null : { ...current(), text } }),
  });
  const fields = kit.keyFields("decryption-", current, (decryptionKey) =>
    session.update({ decryptionKey }),
  );
  /** @type {DescribedKeys} */
  let described = NO_FINDINGS;
  const describing = kit.createLatestRequest(
    (/** @type {import("../../../state/model").Inputs} */ inputs) =>
      client.call(
        "describe_key",
        kit.describeParams({ ...inputs, key: inputs.decryptionKey ?? { text: "" } }),
      ),
    (reply) => {
      described = reply.ok ? reply.result : NO_FINDINGS;
      draw(store.get());
    },
  );
  const drawFacts = redrawn(known, (/** @type {DescribedKeys["keys"]} */ keys) =>
    keys
      .slice(0, 3)
      .flatMap((key, index) => [
        index > 0 ? ", " : "",
        h("strong", {}, kit.keyName(key)),
        key.bits === null ? "" : `, ${key.bits} bits`,
        ...(key.kid === null ? [] : [", kid ", h("code", {}, foreign(shortName(key.kid)))]),
      ])
      .map((each) => (typeof each === "string" ? document.createTextNode(each) : each)),
  );
  const drawFindings = redrawn(findings, (/** @type {DescribedKeys["findings"]} */ all) =>
    kit.gravestFirst(all).map((finding) => findingItem({ ...finding, range: null }, reveal)),
  );

  /** @param {import("../../../state/model").State} state */
  function draw(state) {
    const { inputs, report, reportFor } = state;
    const { decryptionKey } = inputs;
    const text = decryptionKey?.text ?? "";
    card.hidden = !(decryptionKey !== null || isAsked() || kit.isEncrypted(state));
    editor.show(text, { undoable: true, findings: described.findings });
    const isOther = described.keys.length > 0 && described.keys.every(({ kty }) => kty !== "oct");
    fields.draw(decryptionKey, kit.asksPassphrase(decryptionKey, described.findings), isOther);
    const fresh = report !== null && reportFor === inputs.token ? encryptedLayer(report) : null;
    const wanted = fresh === null ? "" : keyWanted(fresh);
    setSentence(hint, wanted);
    hint.hidden = wanted === "";
    drawFacts(text === "" ? [] : described.keys);
    drawFindings(
      text === "" ? [] : described.findings.filter(({ severity }) => severity !== "info"),
    );
  }
  store.subscribe((state, previous) => {
    const { inputs, load } = state;
    const before = previous?.inputs;
    if (inputs.decryptionKey !== before?.decryptionKey || inputs.engine !== before?.engine) {
      described = NO_FINDINGS;
      if (inputs.decryptionKey?.text) describing.ask(inputs);
      else describing.cancel();
    } else if (
      load.stage === "ready" &&
      previous?.load.stage !== "ready" &&
      inputs.decryptionKey?.text
    )
      describing.ask(inputs);
    draw(state);
  });
}

/**
 * Returns the first layer that is encrypted and not open; that of a token that is open, too.
 * @param {Report} report
 * @returns {Report | null}
 */
function encryptedLayer(report) {
  const inner = report.inner ? encryptedLayer(report.inner) : null;
  return inner ?? (report.encryption === null ? null : report);
}

function head() {
  return h(
    "div",
    { class: "card-head" },
    h("h2", {}, "Decryption key"),
    h(
      "span",
      { class: "inline" },
      h("label", { for: "decryption-encoding" }, "Secret read as"),
      " ",
      h(
        "select",
        { id: "decryption-encoding", autocomplete: "off" },
        ...ENCODINGS.map(({ value, label }) => h("option", { value }, label)),
      ),
    ),
  );
}

function passphraseForm() {
  return h(
    "form",
    { id: "decryption-passphrase-form", class: "passphrase", autocomplete: "off", hidden: true },
    h("input", { autocomplete: "username", hidden: true }),
    h(
      "label",
      { class: "field", for: "decryption-passphrase" },
      "Passphrase of the encrypted decryption key",
      h("input", {
        id: "decryption-passphrase",
        type: "password",
        autocomplete: "new-password",
        spellcheck: "false",
      }),
    ),
  );
}
