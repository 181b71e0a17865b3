/** Says whether the token or the user's drafts determine header and payload, and signs drafts. */
import {
  formatJson,
  minifyJson,
  firstError,
  setStringMember,
  stringMember,
} from "../../editors/json-text.js";
import { byId, h, redrawnList, setText } from "../../shared/dom.js";
import { shortName, shown } from "../../shared/foreign-text.js";
import { draftFindings } from "./draft-errors.js";
import { findingItem } from "../../shared/finding-item.js";
import { encrypts, isEncrypted, withEncryption } from "./encryption.js";
import { algorithmsOf } from "./generate-key.js";
import { askToSign } from "./sign-anyway.js";
import { tellRefused, tellSigned } from "./sign-outcome.js";
import { shownTexts } from "./shown-texts.js";

/** @typedef {import("../../state/model").State} State */

const DIRECTIONS = {
  drafts: "You are editing: the token is unchanged until you sign.",
  report: "Header and payload come from the token. Edit either to sign a new one.",
  stale: "Header and payload come from the token. Edit either to sign a new one.",
  preview: "Header and payload come from the token (preview, engine loading).",
  opened: "Header and payload come from the token. Edit either to encrypt a new one.",
  encrypted: "The header comes from the token. The payload is encrypted.",
  nothing: "Header and payload will come from the token, or write your own and sign.",
};

/**
 * @param {import("../../shared/dom.js").App} app
 * @returns {() => void}  Signs, as the button does.
 */
export function mountSignBar(app) {
  const { store, session, editors, announce, reveal, showPart } = app;
  const bar = byId("signbar", HTMLElement);
  const direction = byId("direction", HTMLElement);
  const alg = byId("sign-alg", HTMLSelectElement);
  const edit = byId("edit", HTMLButtonElement);
  const restore = byId("restore", HTMLButtonElement);
  const sign = byId("sign", HTMLButtonElement);
  const encrypt = byId("encrypt", HTMLButtonElement);
  const revert = byId("revert", HTMLButtonElement);

  const drawErrors = redrawnList(
    byId("draft-errors", HTMLElement),
    (/** @type {import("../../engine/contract").Finding} */ finding) =>
      findingItem(finding, reveal),
  );

  const startEditing = () => {
    const { header, payload } = shownTexts(store.get());
    session.update({
      direction: "sign",
      header: header ?? FIRST.header,
      payload: payload ?? firstPayload(),
    });
  };
  edit.addEventListener("click", () => {
    startEditing();
    editors.payload.view.focus();
  });
  restore.addEventListener("click", () => session.update({ direction: "sign" }));
  revert.addEventListener("click", () => {
    session.revert();
    announce("Back to what the token says. Your edits can be restored.");
    edit.focus();
  });
  const run = async () => {
    const pressed = document.activeElement === sign;
    const isEncryption = encrypts(shownTexts(store.get()).header);
    const outcome = isEncryption
      ? await withEncryption((loaded) => loaded.encrypt(app))
      : await session.sign(askToSign);
    // The button has made place for this one. Nobody's focus is taken from where it went meanwhile.
    const lost = document.activeElement === document.body || document.activeElement === sign;
    if (outcome === "signed" && pressed && lost) edit.focus({ preventScroll: true });
    if (outcome === "signed")
      tellSigned(store.get().inputs.token, showPart, isEncryption ? "Encrypted" : "Signed");
    else if (outcome === "refused" || outcome === "kept")
      tellRefused(store.get().signFindings, { announce, showPart });
    else if (outcome === "failed") byId("error", HTMLElement).scrollIntoView({ block: "nearest" });
  };
  sign.addEventListener("click", run);
  encrypt.addEventListener("click", () => withEncryption((loaded) => loaded.toggleForm(app)));
  alg.addEventListener("change", () => {
    const header = setStringMember(shownTexts(store.get()).header ?? "", "alg", alg.value);
    startEditing();
    editors.header.replace(header);
  });
  for (const name of /** @type {const} */ (["header", "payload"]))
    mountFormat(name, editors[name], announce);

  store.subscribe((state) => {
    const what = shownTexts(state);
    const drafts = what.source === "drafts";
    bar.dataset.direction = state.inputs.direction;
    const isJwe = isEncrypted(state);
    const failed = what.source === "preview" && state.load.stage === "failed";
    const errors = drafts ? draftFindings(state.inputs) : [];
    drawErrors(errors);
    setText(
      direction,
      failed
        ? "Header and payload come from the token, decoded without the engine."
        : errors.length > 0
          ? "You are editing: this is not right yet, see below."
          : DIRECTIONS[
              drafts || !isJwe ? what.source : what.payload === null ? "encrypted" : "opened"
            ],
    );
    edit.hidden = drafts || (isJwe && what.payload === null);
    edit.disabled = edit.hidden;
    const isNew = state.inputs.token.trim() === "";
    setText(edit, isNew ? "Write a new token" : isJwe ? "Edit and encrypt" : "Edit and sign");
    sign.hidden = encrypt.hidden = !drafts;
    const isEncryption = encrypts(what.header);
    setText(encrypt, isEncryption ? "Choose algorithms …" : "Encrypt …");
    if (sign.firstChild) sign.firstChild.nodeValue = isEncryption ? "Encrypt " : "Sign ";
    sign.disabled = state.load.stage !== "ready";
    revert.hidden = !drafts;
    restore.hidden = !hasLostDrafts(state);
    const names = algorithmsOf(state.meta, isEncryption ? "key_management" : "algorithms");
    drawAlgorithms(alg, names, stringMember(what.header ?? "", "alg"));
    for (const name of ["header", "payload"]) byId(`${name}-format`, HTMLElement).hidden = !drafts;
  });
  return run;
}

const FIRST = { header: '{"alg":"HS256","typ":"JWT"}' };

/** Returns the first payload of a new token, which is valid for one hour. */
function firstPayload() {
  const now = Math.floor(Date.now() / 1000);
  return `{\n  "sub": "1234567890",\n  "iat": ${now},\n  "exp": ${now + 3600}\n}`;
}

/**
 * Tells whether there are drafts that the user left (by Revert, or by another token) and that say
 * something else than the token.
 * @param {State} state
 */
function hasLostDrafts(state) {
  const { inputs } = state;
  if (inputs.direction === "sign" || (inputs.header === "" && inputs.payload === "")) return false;
  const what = shownTexts(state);
  return (
    what.source !== "stale" &&
    (inputs.header !== (what.header ?? "") || inputs.payload !== (what.payload ?? ""))
  );
}

/** @param {HTMLSelectElement} select @param {string[]} names @param {string | null} current */
function drawAlgorithms(select, names, current) {
  // The token's own `alg` is listed even if this page cannot sign with it: showing another one
  // would be wrong.
  const all = current === null || names.includes(current) ? names : [current, ...names];
  const values = current === null ? ["", ...all] : all;
  if ([...select.options].map(({ value }) => value).join() !== values.join()) {
    select.replaceChildren(
      ...values.map((value) =>
        h("option", { value, dir: "auto" }, value === "" ? "–" : shown(shortName(value))),
      ),
    );
  }
  if (select.value !== (current ?? "")) select.value = current ?? "";
}

/**
 * @param {"header" | "payload"} name
 * @param {import("../../editors/editor.js").Editor} editor
 * @param {(text: string) => void} announce
 */
function mountFormat(name, editor, announce) {
  for (const button of byId(`${name}-format`, HTMLElement).querySelectorAll("button")) {
    const change = button.dataset.format === "pretty" ? formatJson : minifyJson;
    button.setAttribute("aria-label", `${button.textContent} the ${name}`);
    button.addEventListener("click", () => {
      if (firstError(editor.text) === null) editor.replace(change(editor.text));
      else announce(`The ${name} is not valid JSON yet, so it was left as it is.`);
    });
  }
}
