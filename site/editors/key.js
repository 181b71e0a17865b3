/** Editor for keys: a JWK is coloured as JSON, every other text is left plain. */
import { Editor } from "./editor.js";
import { jsonColours } from "./json-colours.js";

/** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
export function keyEditor(host, options) {
  return new Editor(host, {
    ...options,
    extensions: [jsonColours((start) => /^\s*[{[]/.test(start)), options.extensions ?? []],
  });
}
