/** The menu of templates: what known issuers and known kinds of tokens look like. */
import templates from "../../../content/templates.json";
import { h } from "../../../shared/dom.js";
import { offerUndo } from "../../../shared/undo.js";
import { textsOf } from "../../../shared/template-texts.js";

/** @typedef {import("../../../shared/dom.js").App} App */
/** @typedef {import("../../../shared/template-texts.js").Template} Template */

const GROUPS = { issuer: "As an issuer writes it", kind: "Kinds of tokens" };

/** @type {HTMLDialogElement | null} */
let dialog = null;

/** Opens the menu. @param {App} app */
export function chooseTemplate(app) {
  dialog ??= create(app);
  dialog.showModal();
}

/** @param {App} app */
function create(app) {
  const close = h("button", { class: "quiet", value: "close" }, "Close");
  const made = h(
    "dialog",
    { id: "templates", "aria-labelledby": "templates-title" },
    h(
      "form",
      { method: "dialog", class: "dialog-head" },
      h("h2", { id: "templates-title" }, "Templates"),
      close,
    ),
    h(
      "p",
      {},
      "A template becomes the header and the payload of your edits. All names in it are " +
        "invented, and its times count from now. The token stays until you sign.",
    ),
    ...Object.entries(GROUPS).flatMap(([group, title]) => [
      h("h3", {}, title),
      h(
        "ul",
        { class: "samples" },
        ...templates.filter((each) => each.group === group).map((each) => item(app, each)),
      ),
    ]),
  );
  document.body.append(made);
  return made;
}

/** @param {App} app @param {Template} template */
function item(app, template) {
  const { id, label, look } = template;
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", "data-template": id, click: () => take(app, template) },
      h("strong", {}, label),
      h("span", {}, look),
    ),
  );
}

/** @param {App} app @param {Template} template */
function take(app, template) {
  dialog?.close();
  const before = app.store.get();
  const texts = textsOf(template, before.inputs.now ?? app.clock.now());
  app.session.update({ direction: "sign", ...texts });
  app.showPart("data");
  offerUndo(
    app,
    `Template in place: ${template.label}. Sign it with a key of its algorithm.`,
    before,
    {
      names: ["direction", "header", "payload"],
    },
  );
}
