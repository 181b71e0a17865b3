/** The key-binding JWT with its checks, and what is expected of it. */
import { createDebounce } from "../../../shared/debounce.js";
import { h, redrawn, redrawnList, setText } from "../../../shared/dom.js";
import { shown as plainText } from "../../../shared/foreign-text.js";
import { createLatestRequest } from "../../../state/latest-request.js";
import { checkItem, field, section, terms } from "./parts.js";

/** @typedef {import("../../../engine/contract").Check} Check */
/** @typedef {import("../../../engine/contract").Report} Report */

/** @param {import("../../../shared/dom.js").App} app */
export function mountBinding(app) {
  const { store, client } = app;
  const nonce = field("binding-nonce", "Expected nonce");
  const aud = field("binding-aud", "Expected audience");
  const required = h("input", { type: "checkbox", id: "binding-required", autocomplete: "off" });
  const facts = h("p", { id: "binding-facts", role: "status" });
  const list = h("ul", {
    class: "disclosure-checks",
    id: "binding-checks",
    "aria-label": "Checks of the key binding",
  });
  const text = h("pre", {
    id: "binding-payload",
    tabindex: "0",
    "aria-label": "Payload of the key-binding JWT",
  });
  const drawChecks = redrawnList(list, checkItem);
  const drawText = redrawn(text, (/** @type {string} */ payload) => [
    h("code", { translate: "no" }, payload.split("\n").map(plainText).join("\n")),
  ]);
  const element = section(
    "Key binding",
    "The holder signs a nonce of the verifier, so that nobody else can use a copy of the token.",
    h("div", { class: "row" }, nonce.element, aud.element),
    h("label", { class: "check", for: "binding-required" }, required, "Key binding is required"),
    facts,
    list,
    text,
  );
  const asking = createLatestRequest(
    (/** @type {import("../../../engine/contract").InspectParams} */ params) =>
      client.call("inspect", params),
    (reply) => {
      if (reply.ok) show(reply.result, true);
      else setText(facts, reply.error.message);
    },
  );

  /** @param {Report} report @param {boolean} isExpected */
  function show({ sd_jwt: token, checks, verdict }, isExpected) {
    const sum = checks.find(({ name }) => name === "key_binding");
    const bound = token?.key_binding ?? null;
    drawChecks([...(sum ? [sum] : []), ...(bound?.checks ?? [])]);
    drawText(bound?.payload ?? "");
    text.hidden = bound === null;
    setText(facts, isExpected ? `With what is expected here, the token is ${verdict}.` : "");
  }

  function refresh() {
    const { inputs, report } = store.get();
    if (inputs.token === "") {
      nonce.input.value = aud.input.value = "";
      required.checked = false;
    }
    if (!report?.sd_jwt || inputs.token === "") return asking.cancel();
    const wanted = {
      ...(nonce.input.value && { nonce: nonce.input.value }),
      ...(aud.input.value && { aud: aud.input.value }),
      ...(required.checked && { required: true }),
    };
    if (Object.keys(wanted).length > 0) {
      asking.ask({ ...terms(inputs), expect: inputs.expect, key_binding: wanted });
      return;
    }
    asking.cancel();
    show(report, false);
  }
  const later = createDebounce(150, refresh);
  for (const input of [nonce.input, aud.input, required])
    input.addEventListener("input", later.start);
  return { element, draw: refresh };
}
