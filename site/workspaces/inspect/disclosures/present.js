/** Makes a presentation of the ticked disclosures, and puts it into the token field. */
import { h, redrawnList } from "../../../shared/dom.js";
import { findingItem } from "../../../shared/finding-item.js";
import { toast } from "../../../shared/toast.js";
import { offerUndo } from "../../../shared/undo.js";
import { area, field, section } from "./parts.js";

/** @typedef {import("../../../state/model").State} State */
/** @typedef {import("../../../shared/dom.js").App} App */

/** @param {App} app @param {() => Set<number>} ticked */
export function mountPresent(app, ticked) {
  const { store, client, reveal } = app;
  const key = area("holder-private", "Holder’s private key");
  const nonce = field("present-nonce", "Nonce of the verifier");
  const aud = field("present-aud", "Audience: the verifier");
  const bind = h("input", {
    type: "checkbox",
    id: "present-bind",
    autocomplete: "off",
    change: () => draw(store.get()),
  });
  const fields = h("div", { class: "disclosure-fields" }, key.element, nonce.element, aud.element);
  const findings = h("ul", {
    class: "findings",
    id: "present-findings",
    "aria-label": "Remarks on the presentation",
  });
  const drawFindings = redrawnList(
    findings,
    (/** @type {import("../../../engine/contract").Finding} */ each) => findingItem(each, reveal),
  );
  const press = h("button", { type: "button", class: "primary", id: "present" }, "Present");
  press.addEventListener("click", run);
  const element = section(
    "Present",
    "The token field gets the token with the ticked disclosures alone.",
    h("label", { class: "check", for: "present-bind" }, bind, "Sign a key-binding JWT"),
    fields,
    h("div", { class: "row" }, press),
    findings,
  );

  /** The token that the remarks are about. */
  let about = "";
  async function run() {
    const { inputs } = store.get();
    press.disabled = true;
    const reply = await client.call("sd_present", {
      token: inputs.token,
      disclose: [...ticked()].sort((one, other) => one - other),
      ...(bind.checked && {
        key_binding: {
          key: { text: key.input.value },
          nonce: nonce.input.value,
          aud: aud.input.value,
        },
      }),
      ...(inputs.now !== null && { now: inputs.now }),
      ...(inputs.engine !== "auto" && { engine: inputs.engine }),
    });
    press.disabled = false;
    if (store.get().inputs.token !== inputs.token) return; // another one was entered meanwhile
    if (!reply.ok) return toast(reply.error.message);
    if (reply.result.token === null) app.announce("Not presented.");
    else putToken(app, reply.result.token, "Presented. The new token is in place.");
    about = store.get().inputs.token;
    drawFindings(reply.result.findings);
  }

  /** @param {State} state */
  function draw({ inputs }) {
    if (inputs.token === "") {
      key.input.value = nonce.input.value = aud.input.value = "";
      bind.checked = false;
    }
    if (inputs.token !== about) drawFindings([]);
    fields.hidden = !bind.checked;
  }
  return { element, draw };
}

/** @param {App} app @param {string} token @param {string} said */
export function putToken({ store, session }, token, said) {
  const before = store.get();
  session.update({ direction: "verify", token, header: "", payload: "" });
  offerUndo({ store, session }, said, before, {
    names: ["direction", "token", "header", "payload"],
  });
}
