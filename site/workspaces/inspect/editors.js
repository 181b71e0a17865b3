/** The editors of the page, and what typing in them does. */
import { Editor } from "../../editors/editor.js";
import { jsonEditor } from "../../editors/json.js";
import { keyEditor } from "../../editors/key.js";
import { TokenEditor } from "../../editors/token.js";
import { LONG } from "../../editors/json-colours.js";
import { untilPainted } from "../../shared/time-slices.js";
import { byId } from "../../shared/dom.js";
import { draftFindings } from "./draft-errors.js";
import { shownTexts } from "./shown-texts.js";

/** @typedef {import("../../state/model").State} State */
/**
 * @typedef {{ token: TokenEditor, header: Editor, payload: Editor, key: Editor, signingKey: Editor,
 *   detached: Editor }} Editors
 */

/** The editors that show what is decoded from the token. */
const NAMES = /** @type {const} */ (["header", "payload"]);

const HINTS = {
  header: "The decoded JOSE header. Edit it to sign a new token.",
  payload: "The decoded claims. Edit them to sign a new token.",
};
const SEALED = "Encrypted. The payload shows here once the decryption key opens the token.";

/** The first header for a user who writes a payload before there is any header. */
const FIRST_HEADER = '{"alg":"HS256","typ":"JWT"}';

/**
 * @param {import("../../state/model").Store} store
 * @param {Pick<import("../../state/model").Store, "get" | "subscribe">} calm  The same state, but
 *   a new report comes only when its verdict has been painted.
 * @param {import("../../state/model").Session} session
 * @param {() => void} sign
 * @returns {Generator<void, Editors>}  Yields after each editor.
 */
export function* mountEditors(store, calm, session, sign) {
  const onSubmit = () => {
    if (store.get().inputs.direction === "sign") sign();
  };
  const token = new TokenEditor(byId("token", HTMLElement), {
    label: "Token",
    hint: "Paste a JSON Web Token here. Quotes, “Bearer ” and line breaks are fine.",
    onSubmit,
    onInput: (text) => session.update({ token: text }),
  });
  const onDraft = () =>
    session.update({
      header:
        header.text === "" && store.get().inputs.direction === "verify"
          ? FIRST_HEADER
          : header.text,
      payload: payload.text,
    });
  yield;
  const header = jsonEditor(byId("header", HTMLElement), {
    label: "Header",
    hint: HINTS.header,
    onSubmit,
    onInput: onDraft,
  });
  const payload = jsonEditor(byId("payload", HTMLElement), {
    label: "Payload",
    hint: HINTS.payload,
    onSubmit,
    onInput: onDraft,
  });
  yield;
  const key = keyEditor(byId("key", HTMLElement), {
    label: "Verification key",
    hint: "A secret, a PEM, a JWK, a JWK Set or a certificate",
    onSubmit,
    onInput: (text) => session.update({ key: withText(store.get().inputs.key, text) }),
  });
  yield;
  const signingKey = keyEditor(byId("signing-key", HTMLElement), {
    label: "Signing key",
    hint: "A private key: PEM or JWK",
    onSubmit,
    onInput: (text) =>
      session.update({
        signingKey: text === "" ? null : { ...store.get().inputs.signingKey, text },
      }),
  });
  yield;
  const detached = new Editor(byId("detached", HTMLElement), {
    label: "Detached payload",
    hint: "The payload that this token was signed with, to the byte",
    onSubmit,
    onInput: (text) => session.update({ detachedPayload: text }),
  });
  const editors = { token, header, payload, key, signingKey, detached };
  store.subscribe((state) => drawGiven(editors, state));
  let isPutOff = false;
  calm.subscribe((state) => {
    if (shownTexts(state).source === "drafts") return drawDecoded(editors, state);
    if (!isPutOff) void later(putOff(editors, state));
  });
  return editors;

  /** @param {Promise<void>} moment */
  async function later(moment) {
    isPutOff = true;
    await moment;
    isPutOff = false;
    drawDecoded(editors, store.get()); // the state of now: the user may have typed meanwhile
  }
}

/**
 * Resolves when the token's header and payload are to be drawn. That is after all other changes, so
 * that the browser lays out the page once. When they are long, it is after the other changes have
 * been painted, because drawing long texts takes time.
 * @param {Editors} editors
 * @param {State} state
 */
function putOff(editors, state) {
  const what = shownTexts(state);
  const isLong = NAMES.some((name) => (what[name]?.length ?? 0) > LONG);
  return isLong && NAMES.some((name) => editors[name].text !== (what[name] ?? ""))
    ? untilPainted()
    : Promise.resolve();
}

/**
 * Keeps the chosen `kid` only when the new text contains it: that of another set would be in the
 * way. Without a text no passphrase is kept either: its field is no longer shown.
 * @param {import("../../engine/contract").KeyInput} key
 * @param {string} text
 */
function withText({ kid, passphrase, ...rest }, text) {
  return {
    ...rest,
    text,
    ...(passphrase && text !== "" && { passphrase }),
    ...(kid && text.includes(kid) && { kid }),
  };
}

/** Draws what the user gave. @param {Editors} editors @param {State} state */
function drawGiven({ token, key, signingKey, detached }, state) {
  const { inputs, report, reportFor } = state;
  const fresh = isFresh(state);
  const findings = fresh ? (report?.findings ?? []) : [];
  // While the user types, the marks move with the text. In a different text they mean nothing.
  const isTyped =
    !fresh && reportFor !== null && Math.abs(reportFor.length - inputs.token.length) <= 1;
  token.show(inputs.token, {
    undoable: true,
    segments: fresh ? (report?.segments ?? null) : null,
    findings: isTyped
      ? null
      : findings.filter(({ where }) => where === "token" || where === "signature"),
  });
  key.show(inputs.key.text, {
    undoable: true,
    findings: [...findings, ...(state.keys?.findings ?? [])].filter(({ where }) => where === "key"),
  });
  signingKey.show(inputs.signingKey?.text ?? "", { undoable: true });
  detached.show(inputs.detachedPayload, { undoable: true });
}

/** Draws what the token contains, or the drafts. @param {Editors} editors @param {State} state */
function drawDecoded(editors, state) {
  const what = shownTexts(state);
  const drafts = what.source === "drafts";
  // The engine checks drafts only on Sign, but broken JSON should be marked at once.
  const broken = drafts ? draftFindings(state.inputs) : [];
  const sealed = !drafts && what.payload === null && state.report?.encryption;
  for (const where of NAMES) {
    const text = what[where] ?? "";
    // While a report is under way, the texts are still those of the old report. So its marks stay,
    // too.
    const told = drafts
      ? state.signFindings
      : isFresh(state) || what.source === "stale"
        ? (state.report?.findings ?? [])
        : [];
    const own = told.filter((finding) => finding.where === where);
    editors[where].show(text, {
      undoable: drafts,
      hint: where === "payload" && sealed ? SEALED : HINTS[where],
      findings: drafts && own.length === 0 ? broken.filter((each) => each.where === where) : own,
    });
  }
}

/** Tells whether the report is about exactly this token. @param {State} state */
function isFresh({ report, reportFor, inputs }) {
  return report !== null && reportFor === inputs.token;
}
