/**
 * Takes files, by the button “Open file” or by another way: reads them as bytes, and puts each
 * where it belongs. Nothing of them leaves the page.
 */
import { byId } from "../shared/dom.js";
import { base64, textOf } from "../shared/file-text.js";
import { shortName, shown } from "../shared/foreign-text.js";
import { KINDS } from "../shared/kinds.js";
import { recognizing } from "../shared/recognize.js";
import { runInSlices } from "../shared/time-slices.js";
import { MOST, placeOf, tooLarge } from "./placing.js";

/** @import { Item, Place, Placing, ToastAction } from "./placing.js" */
/** @import { Kind } from "../shared/kinds.js" */

/** A secret is no longer. */
const LONGEST_SECRET = 4096;

/** @typedef {(files: readonly File[], onto: Place | null) => Promise<void>} TakeFiles */

/**
 * @param {Placing} placing
 * @returns {TakeFiles}  `onto`: the place that the files were dropped on.
 */
export function mountFiles(placing) {
  const input = byId("file", HTMLInputElement);
  byId("open-file", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen again
    void take(files, null);
  });
  return take;

  /** @type {TakeFiles} */
  async function take(files, onto) {
    /** @type {Item[]} */
    const items = [];
    /** @type {string[]} */
    const said = [];
    /** @type {ToastAction[]} */
    const actions = [];
    let left = MOST;
    for (const file of files) {
      const name = quotedName(file.name);
      if (file.size > left) {
        said.push(`${tooLarge(name, file.size)}${left < MOST ? " at a time" : ""}.`);
        continue;
      }
      left -= file.size;
      const read = await readFile(file, name);
      if (typeof read === "string") {
        said.push(read);
        continue;
      }
      const place = placeFor(read.kind, onto);
      if (place !== null) takeItem({ ...read, subject: name, place });
      else {
        said.push(unplaced(name, read.kind));
        const { text } = read;
        if (files.length === 1 && text.length <= LONGEST_SECRET && isAnyText(read.kind))
          actions.push({
            label: "Use it as the secret",
            run: () => placing.put([{ text, subject: name, place: "key" }]),
          });
      }
    }
    if (items.length + said.length > 0) placing.put(items, { said, actions });

    /** @param {Item} item */
    function takeItem(item) {
      const isKey = item.place !== "token" && item.place !== "many";
      const first = isKey ? items.find(({ place }) => place === item.place) : undefined;
      // PEM blocks can stand one after the other; other keys cannot.
      if (first && !(isPem(first.text) && isPem(item.text)))
        said.push(`${item.subject} is left out: the field has room for one key of its kind.`);
      else items.push(item);
    }
  }
}

/**
 * @typedef {object} Read
 * @property {string} text
 * @property {Kind | "binary"} kind
 * @property {"base64"} [encoding]  The file is no text: these are its bytes.
 */

/**
 * @param {File} file
 * @param {string} name  As it stands in a sentence.
 * @returns {Promise<Read | string>}  A sentence when there is nothing to place.
 */
async function readFile(file, name) {
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return `${name} could not be read. It may be a folder, or it was moved, or you may not read it.`;
  }
  const found = textOf(bytes);
  if (found.kind === "empty") return `${name} is empty.`;
  if (found.kind === "archive") return `${name} is compressed. Unpack it first.`;
  if (found.kind === "binary")
    return bytes.length <= LONGEST_SECRET
      ? { text: base64(bytes), kind: "binary", encoding: "base64" }
      : noUse(name);
  const { text } = /** @type {{ text: string }} */ (found);
  if (found.kind !== "text") return { text, kind: found.kind };
  const what = await runInSlices(recognizing(text));
  return what === null || what.kind === "empty" ? `${name} is empty.` : { text, kind: what.kind };
}

/**
 * A key that is dropped on the field of the signing key or the decryption key stays there. What has
 * no place of its own goes where it was dropped; secrets in bytes have a place only as the key.
 * @param {Read["kind"]} kind
 * @param {Place | null} onto
 * @returns {Place | null}
 */
function placeFor(kind, onto) {
  if (kind === "binary") return onto === "key" ? "key" : null;
  const own = placeOf(kind);
  if (own === "key" && (onto === "signingKey" || onto === "decryptionKey")) return onto;
  if (own === "token" && onto === "many") return onto;
  return own ?? (isAnyText(kind) ? onto : null);
}

/** @param {Read["kind"]} kind */
const isAnyText = (kind) => kind === "other" || kind === "opaque";

/** @param {string} text */
const isPem = (text) => text.includes("-----BEGIN ");

/** @param {string} name @param {Read["kind"]} kind */
function unplaced(name, kind) {
  const fact = kind === "binary" || kind === "opaque" ? undefined : KINDS[kind];
  return fact ? `${name} is ${fact.name}. ${fact.more ?? ""}`.trim() : noUse(name);
}

/** @param {string} name */
const noUse = (name) => `${name} holds no token and no key that this page knows.`;

/** Quotes the name of a file, which is a foreign text. @param {string} name */
function quotedName(name) {
  return `“${shown(shortName(name, 80)).replace(/[“”]/g, "'")}”`;
}
