/**
 * Takes what is pasted anywhere outside of editors and fields, and puts it where it belongs. Files
 * on the clipboard are taken everywhere.
 */
import { placeAt } from "./drop.js";

/** What takes texts itself. */
const FIELDS =
  ".editor, textarea, [contenteditable], input:not([type='checkbox'], [type='radio'], [type='file'])";

/**
 * @param {import("./placing.js").Placing} placing
 * @param {import("./files.js").TakeFiles} takeFiles
 */
export function mountPasting(placing, takeFiles) {
  // Before an editor sees it: an editor would paste nothing in place of a file.
  window.addEventListener(
    "paste",
    (event) => {
      const { clipboardData, target } = event;
      if (event.defaultPrevented || clipboardData === null) return;
      if (document.querySelector("dialog[open]")) return;
      const text = clipboardData.getData("text/plain");
      const files = [...clipboardData.files];
      const isInField = target instanceof Element && target.closest(FIELDS) !== null;
      if (text === "" ? files.length === 0 : isInField) return;
      event.preventDefault();
      event.stopPropagation();
      if (text === "") void takeFiles(files, placeAt(target));
      else void placing.putText(text);
    },
    true,
  );
}
