/** What stands behind “Serialization …” below the panes: how Sign writes the token. */
import style from "./serialization.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { byId, h } from "../../../shared/dom.js";
import { setNodes } from "../../../shared/foreign.js";

/** @typedef {import("../../../shared/dom.js").App} App */
/** @typedef {import("../../../engine/contract").Serialization} Serialization */

adoptStyle(style);

/** @type {Record<Serialization, string>} */
const NAMES = { compact: "Compact", flattened: "Flattened JSON", general: "General JSON" };

/** @type {((open: boolean) => void) | null} */
let show = null;

/** Opens the form, or closes it. @param {App} app */
export function toggle(app) {
  show ??= mount(app);
  show(byId("sign-as-form", HTMLElement).hidden !== false);
}

/** @param {App} app @returns {(open: boolean) => void} */
function mount({ store }) {
  const button = byId("sign-as", HTMLButtonElement);
  const form = byId("sign-as-form", HTMLElement);
  const kind = h(
    "select",
    { id: "sign-as-kind", autocomplete: "off" },
    ...Object.entries(NAMES).map(([value, name]) => h("option", { value }, name)),
  );
  const detached = h("input", { type: "checkbox", id: "sign-as-detached", autocomplete: "off" });
  const unprotected = h("textarea", {
    id: "sign-as-unprotected",
    rows: 2,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: '{"kid": "…"}',
    "aria-describedby": "sign-as-about",
  });
  const field = h(
    "div",
    { class: "sign-as-unprotected" },
    h("label", { class: "field", for: unprotected.id }, "Unprotected header", unprotected),
    h(
      "p",
      { class: "hint", id: "sign-as-about" },
      "Its names must not stand in the header as well. The signature does not cover them.",
    ),
  );
  form.append(
    h(
      "div",
      { class: "row" },
      h("span", { class: "inline" }, h("label", { for: kind.id }, "Serialization"), " ", kind),
      h(
        "label",
        { class: "check", for: detached.id },
        detached,
        " Leave the payload out (detached)",
      ),
    ),
    field,
  );

  const save = () => {
    const serialization = /** @type {Serialization} */ (kind.value);
    const text = serialization === "compact" ? "" : unprotected.value;
    const isUsual = serialization === "compact" && !detached.checked;
    store.set({
      signFindings: [],
      signAs: isUsual
        ? null
        : {
            ...(serialization !== "compact" && { serialization }),
            ...(detached.checked && { detached: true }),
            ...(text.trim() !== "" && { unprotected: text }),
          },
    });
  };
  for (const control of [kind, detached]) control.addEventListener("change", save);
  unprotected.addEventListener("input", save);

  let isOpen = false;
  store.subscribe(({ signAs, inputs }, previous) => {
    if (signAs === null && previous?.signAs) {
      // Clear was pressed, or the usual form was chosen again.
      kind.value = "compact";
      detached.checked = false;
      if (inputs.token === "" && inputs.direction === "verify") {
        unprotected.value = "";
        isOpen = false;
      }
    }
    field.hidden = kind.value === "compact";
    const chosen = [
      ...(signAs?.serialization ? [NAMES[signAs.serialization]] : []),
      ...(signAs?.detached ? ["detached"] : []),
    ].join(", ");
    setNodes(button, [chosen || "Serialization …"]);
    if (inputs.direction !== "sign") isOpen = false;
    draw();
  });

  function draw() {
    form.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  }
  return (open) => {
    isOpen = open;
    draw();
    if (open) kind.focus();
  };
}
