/**
 * Puts texts where they belong: a token into the token editor, a log into “Many tokens”, a key into
 * the key editor. It says what went where, and offers to undo it. Files, pasting outside of editors
 * and the banner at the token use it.
 */
import { byId } from "../shared/dom.js";
import { KINDS } from "../shared/kinds.js";
import { recognizing } from "../shared/recognize.js";
import { runInSlices } from "../shared/time-slices.js";
import { toast } from "../shared/toast.js";
import { giveToMany } from "../shared/hand-over.js";
import { goTo } from "../links/view.js";

/** @import { Kind } from "../shared/kinds.js" */

/** @typedef {"token" | "key" | "signingKey" | "decryptionKey" | "many"} Place */
/**
 * @typedef {object} Item  A text and its place.
 * @property {string} text
 * @property {string} subject  What it is called in a sentence: “The token”, or a quoted file name.
 * @property {Place} place
 * @property {"base64"} [encoding]  That of a secret.
 */
/** @typedef {{ label: string, run: () => void }} ToastAction */

/** @type {Record<Place, string>} */
const WHERE = {
  token: "in the token field",
  key: "in the key field",
  signingKey: "in the field of the signing key",
  decryptionKey: "in the field of the decryption key",
  many: "in “Many tokens”",
};

/** So much is read at a time, in bytes or letters. The engine reads texts of up to this length. */
export const MOST = 4 * 1024 * 1024;

/** So many files are told one by one. */
const MOST_TOLD = 4;

/** @typedef {ReturnType<typeof createPlacing>} Placing */

/** @param {import("../shared/dom.js").App} app */
export function createPlacing({ store, session, editors, announce, showPart }) {
  /**
   * Puts texts in their places, and tells it in one message.
   * @param {readonly Item[]} items
   * @param {object} [also]
   * @param {string[]} [also.said]  Sentences about what was not placed.
   * @param {ToastAction[]} [also.actions]
   * @param {string} [also.token]  What the token field gets: the items were moved away from it.
   */
  function put(items, { said = [], actions = [], token: left } = {}) {
    const { inputs, view, linkTerms } = store.get();
    const { token, direction, header, payload, key, signingKey, decryptionKey } = inputs;
    /** @type {(() => void) | null} */
    let takeBack = null;
    for (const item of joined(items)) {
      if (item.place === "many") takeBack = giveToMany(item.text);
      else if (item.place === "decryptionKey")
        session.update({ decryptionKey: { text: item.text } });
      else if (item.encoding) session.update({ key: { text: item.text, encoding: item.encoding } });
      else editors[item.place].replace(item.text);
    }
    if (left !== undefined) editors.token.replace(left);
    const places = items.map(({ place }) => place);
    // A key is for all workspaces, so for a key alone the one that is open stays open.
    const next = places.includes("many") ? "many" : places.includes("token") ? "inspect" : view;
    goTo(next);
    if (places.includes("token")) showPart("token");
    else if (places.some((place) => place !== "many")) showPart("key");
    const undo = () => {
      const back = { token, direction, header, payload, key, signingKey, decryptionKey };
      session.update(back, linkTerms);
      takeBack?.();
      goTo(view);
      byId(`${view}-title`, HTMLElement).focus({ preventScroll: true });
      announce("Undone.");
    };
    const told = items.map(({ subject, place }) => {
      const isElsewhere = place !== "many" && next !== "inspect";
      return `${subject} is ${WHERE[place]}${isElsewhere ? " of “Inspect”" : ""}.`;
    });
    toast(
      [...listed(told), ...listed(said)].join(" "),
      items.length > 0 ? [{ label: "Undo", run: undo }, ...actions] : actions,
    );
  }

  return {
    put,

    /**
     * Puts a text where it belongs.
     * @param {string} text
     */
    async putText(text) {
      if (text.length > MOST) return toast(`${tooLarge("The text", text.length)}.`);
      const what = await runInSlices(recognizing(text));
      if (what === null || what.kind === "empty") return;
      put([{ text, place: placeOf(what.kind) ?? "token", subject: subjectOf(what.kind) }]);
    },
  };
}

/**
 * Nobody reads a thousand sentences, and they would cover the page.
 * @param {string[]} sentences
 */
function listed(sentences) {
  const more = sentences.length - MOST_TOLD;
  if (more <= 1) return sentences;
  return [...sentences.slice(0, MOST_TOLD), `${more.toLocaleString("en")} more are not listed.`];
}

/** @param {string} name  As it stands in a sentence. @param {number} size */
export function tooLarge(name, size) {
  // Rounded up: one that is a little too large should not be told to have as much as is read.
  const megabytes = (Math.ceil((size / 1024 / 1024) * 10) / 10).toLocaleString("en");
  return `${name} is too large with ${megabytes} MB: up to 4 MB are read`;
}

/**
 * Returns where a text of this kind belongs; null when it has no place of its own.
 * @param {Kind} kind
 * @returns {Place | null}
 */
export function placeOf(kind) {
  if (kind === "token" || kind === "several") return "token";
  if (kind === "log" || kind === "har") return "many";
  // An opaque token or a secret: nobody knows which of the two.
  return kind === "opaque" ? null : (KINDS[kind]?.place ?? null);
}

/** @param {Kind} kind */
function subjectOf(kind) {
  if (kind === "token") return "The token";
  if (kind === "log") return "The log";
  if (kind === "har") return "The HAR";
  const name = placeOf(kind) === "key" ? KINDS[kind]?.name : null;
  return name ? name.replace(/^an? /, "The ") : "The text";
}

/**
 * Joins texts that have the same place. Lines of logs and blocks of keys can follow each other.
 * @param {readonly Item[]} items
 * @returns {Item[]}
 */
function joined(items) {
  /** @type {Map<Place, Item>} */
  const byPlace = new Map();
  for (const item of items) {
    const first = byPlace.get(item.place);
    byPlace.set(item.place, first ? { ...first, text: `${first.text}\n${item.text}` } : item);
  }
  return [...byPlace.values()];
}
