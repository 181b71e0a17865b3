/** The toolbar's plain buttons, and the small facts beside each text. */
import { copyButton } from "./clipboard.js";
import { byId, h, plural, setText } from "./dom.js";
import { shown } from "./shown.js";

/** @type {Record<string, string>} */
const NAMES = { header: "Header", payload: "Payload", signature: "Signature", encrypted_key: "Encrypted key", iv: "Initialization vector", ciphertext: "Ciphertext", tag: "Authentication tag" };
/** @type {Record<string, string>} */
const FORMS = {
  "jws-compact": "JWS, compact", "jws-json-flattened": "JWS, flattened JSON", "jws-json-general": "JWS, general JSON",
  "jwe-compact": "JWE, compact", "jwe-json-flattened": "JWE, flattened JSON", "jwe-json-general": "JWE, general JSON",
  unrecognized: "not recognized as a token", empty: "",
};

/** @param {import("./dom.js").App} app */
export function mountTools({ store, session, editors, announce }) {
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    session.clear();
    editors.token.view.focus();
    announce("Cleared. Undo in an editor brings its text back.");
  });
  copyButton(byId("copy-token", HTMLButtonElement), () => editors.token.text, "Token", announce);
  copyButton(byId("copy-header", HTMLButtonElement), () => editors.header.text, "Header", announce);
  copyButton(byId("copy-payload", HTMLButtonElement), () => editors.payload.text, "Payload", announce);

  const legend = byId("legend", HTMLElement);
  store.subscribe((state, previous) => {
    const { inputs, report, reportFor } = state;
    const fresh = report !== null && reportFor === inputs.token;
    setText(byId("token-facts", HTMLElement), [
      fresh ? (FORMS[report.form] ?? report.form) : "",
      inputs.token === "" ? "" : plural(inputs.token.length, "character"),
    ].filter(Boolean).join(" · "));
    const what = shown(state);
    setText(byId("header-facts", HTMLElement), size(what.header));
    setText(byId("payload-facts", HTMLElement), size(what.payload));
    if (fresh && report !== previous?.report) {
      legend.replaceChildren(...report.segments.map(({ name, start, end }) =>
        h("li", { "data-segment": name }, NAMES[name] ?? name, h("span", { class: "hint" }, ` ${(end - start).toLocaleString("en")}`))));
    }
    legend.hidden = inputs.token === "";
  });
}

/** @param {string | null} text */
function size(text) {
  return text === null || text === "" ? "" : plural(new TextEncoder().encode(text).length, "byte");
}
