/**
 * The claims form: the payload's claims as fields, beside its JSON. Both edit one text. This module
 * is loaded when somebody first opens the form or the templates.
 */
import { byId, h, setText } from "../../../shared/dom.js";
import { knownNames, loadNames } from "../known-names.js";
import { createAdding } from "./adding.js";
import { payloadOf } from "./draft.js";
import { createRows } from "./rows.js";

export { chooseTemplate } from "./templates.js";

/** @typedef {import("../../../shared/dom.js").App} App */

/** The form, once it is made. @type {(() => void) | null} */
let toggle = null;

/** Opens the form, or closes it. @param {App} app */
export async function toggleForm(app) {
  if (knownNames().state === "coming") await loadNames();
  toggle ??= create(app);
  toggle();
}

/** @param {App} app @returns {() => void} */
function create(app) {
  const { store, clock } = app;
  const host = byId("claims-form", HTMLElement);
  const button = byId("open-claims-form", HTMLButtonElement);
  const now = () => store.get().inputs.now ?? clock.now();
  const rows = createRows(app, now);
  const adding = createAdding(app, now);
  const about = h("p", { class: "hint claims-form-about" });
  const body = h("div", { class: "claims-form-body" }, ...rows.elements, ...adding.elements);
  host.append(about, body);
  adding.drawNames();
  /** The payload that is drawn. @type {string | null} */
  let drawn = null;

  function draw() {
    if (host.hidden) return;
    const { text, members, problem } = payloadOf(store.get());
    const key = problem || `{}${text}`;
    if (key === drawn) return;
    drawn = key;
    body.hidden = problem !== "";
    setText(
      about,
      problem ||
        (members.length === 0
          ? "There are no claims yet. Add the first one."
          : "A field changes its own value in the JSON and nothing else. Alt with ↑ or ↓ moves a claim."),
    );
    if (problem !== "") return;
    rows.show(members);
    adding.show(members);
  }

  /** @param {boolean} open */
  function show(open) {
    host.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    draw();
  }
  store.subscribe(draw);
  clock.onTick(() => {
    if (!host.hidden) rows.tick(now());
  });
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    adding.clear();
    show(false);
  });
  return () => show(host.hidden !== false);
}
