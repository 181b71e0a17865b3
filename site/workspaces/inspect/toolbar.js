/** The plain buttons of the toolbar, and the facts beside each text, such as its length. */
import { copyButton } from "../../shared/clipboard.js";
import { byId, count, h, plural, redrawnList, setText } from "../../shared/dom.js";
import { clearMany } from "../../shared/hand-over.js";
import { closeToast } from "../../shared/toast.js";
import { offerUndo } from "../../shared/undo.js";
import { hasInputs } from "../../state/store.js";
import { shownTexts } from "./shown-texts.js";

/** @type {Record<string, string>} */
const NAMES = {
  header: "Header",
  payload: "Payload",
  signature: "Signature",
  encrypted_key: "Encrypted key",
  iv: "Initialization vector",
  ciphertext: "Ciphertext",
  tag: "Authentication tag",
};
/** @type {Record<string, string>} */
const FORMS = {
  "jws-compact": "JWS, compact",
  "jws-json-flattened": "JWS, flattened JSON",
  "jws-json-general": "JWS, general JSON",
  "jwe-compact": "JWE, compact",
  "jwe-json-flattened": "JWE, flattened JSON",
  "jwe-json-general": "JWE, general JSON",
  unrecognized: "not recognized as a token",
  empty: "",
};

/** @param {import("../../shared/dom.js").App} app */
export function mountToolbar({ store, session, editors, announce, showPart }) {
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    const before = store.get();
    closeToast();
    session.clear();
    editors.token.view.focus();
    showPart("token");
    // A log is no input: it belongs to the editor of its workspace.
    const giveBack = clearMany();
    if (hasInputs(before.inputs) || giveBack !== null)
      offerUndo({ store, session }, "Cleared.", before, { also: giveBack });
    else announce("Cleared.");
  });
  copyButton(byId("copy-token", HTMLButtonElement), () => editors.token.text, "Token", announce);
  copyButton(byId("copy-header", HTMLButtonElement), () => editors.header.text, "Header", announce);
  copyButton(
    byId("copy-payload", HTMLButtonElement),
    () => editors.payload.text,
    "Payload",
    announce,
  );

  const legend = byId("legend", HTMLElement);
  const drawLegend = redrawnList(
    legend,
    (/** @type {{ name: string, length: number }} */ { name, length }) =>
      h(
        "li",
        { "data-segment": name },
        NAMES[name] ?? name,
        h("span", { class: "hint" }, ` ${count(length)}`),
      ),
  );
  const headerSize = size();
  const payloadSize = size();
  store.subscribe((state, previous) => {
    const { inputs, report, reportFor } = state;
    const fresh = report !== null && reportFor === inputs.token;
    setText(
      byId("token-facts", HTMLElement),
      [
        fresh ? (FORMS[report.form] ?? report.form) : "",
        inputs.token === "" ? "" : plural(inputs.token.length, "character"),
      ]
        .filter(Boolean)
        .join(" · "),
    );
    const what = shownTexts(state);
    setText(byId("header-facts", HTMLElement), headerSize(what.header));
    setText(byId("payload-facts", HTMLElement), payloadSize(what.payload));
    if (fresh && report !== previous?.report)
      drawLegend(report.segments.map(({ name, start, end }) => ({ name, length: end - start })));
    legend.toggleAttribute(
      "data-unused",
      inputs.token === "" || (fresh && report.segments.length === 0),
    );
  });
}

/**
 * Makes a function that tells how long a text is. It counts the same text only once.
 * @returns {(text: string | null) => string}
 */
function size() {
  /** @type {string | null} */
  let counted = null;
  let said = "";
  return (text) => {
    if (text !== counted)
      said =
        text === null || text === "" ? "" : plural(new TextEncoder().encode(text).length, "byte");
    counted = text;
    return said;
  };
}
