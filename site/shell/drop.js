/**
 * Takes files that are dropped anywhere on the page, and shows meanwhile that they can be dropped.
 * The browser never opens them. Texts that are dragged into an editor are left to the editor.
 */
import { byId, setText } from "../shared/dom.js";

/** @import { Place } from "./placing.js" */

/** @type {Record<Place, string>} */
const CUES = {
  token: "Drop it: a token, a log, a HAR or a key goes where it belongs",
  key: "Drop it: it becomes the key, unless it is a token or a log",
  signingKey: "Drop it: it becomes the signing key, unless it is a token or a log",
  decryptionKey: "Drop it: it becomes the decryption key, unless it is a token or a log",
  many: "Drop it: every token in it gets its verdict",
};

/** @param {import("./files.js").TakeFiles} takeFiles */
export function mountDrop(takeFiles) {
  const cue = byId("drop-cue", HTMLElement);

  /** @param {DragEvent} event */
  function over(event) {
    if (!hasFiles(event)) return;
    // Otherwise the browser would open the file, and an editor would read it as a text.
    event.preventDefault();
    event.stopPropagation();
    const isBlocked = document.querySelector("dialog[open]") !== null;
    if (event.dataTransfer) event.dataTransfer.dropEffect = isBlocked ? "none" : "copy";
    const place = placeAt(event.target);
    setText(cue, CUES[place ?? "token"]);
    cue.dataset.place = place ?? "";
    cue.hidden = isBlocked;
  }

  const hide = () => {
    cue.hidden = true;
  };

  window.addEventListener("dragenter", over, true);
  window.addEventListener("dragover", over, true);
  window.addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget === null) hide(); // it has left the window
    },
    true,
  );
  window.addEventListener(
    "drop",
    (event) => {
      hide();
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (document.querySelector("dialog[open]")) return;
      void takeFiles([...(event.dataTransfer?.files ?? [])], placeAt(event.target));
    },
    true,
  );
}

/** @param {DragEvent} event */
function hasFiles({ dataTransfer }) {
  return dataTransfer?.types.includes("Files") ?? false;
}

/**
 * Returns the place that a part of the page stands for; null outside of all.
 * @param {EventTarget | null} target
 * @returns {Place | null}
 */
export function placeAt(target) {
  if (!(target instanceof Element)) return null;
  if (target.closest("#signing-key")) return "signingKey";
  if (target.closest("#decryption-card")) return "decryptionKey";
  if (target.closest("#key-card")) return "key";
  if (target.closest("#many .editor")) return "many";
  return target.closest("[data-part='token']") ? "token" : null;
}
