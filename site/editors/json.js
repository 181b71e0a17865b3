/**
 * The editor for JSON: it adds colours, matching brackets and drawn line breaks, and never rewrites
 * the text.
 */
import { Editor } from "./editor.js";
import { foldedOut } from "./fold-out.js";
import { jsonColours } from "./json-colours.js";

/** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
export function jsonEditor(host, options) {
  return new Editor(host, {
    ...options,
    extensions: [jsonColours(), foldedOut, options.extensions ?? []],
  });
}
