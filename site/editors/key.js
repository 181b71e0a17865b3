/** The editor for keys. A JWK gets the colours of JSON; every other text stays plain. */
import { Editor } from "./editor.js";
import { jsonColours } from "./json-colours.js";

/** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
export function keyEditor(host, options) {
  return new Editor(host, {
    ...options,
    extensions: [jsonColours((start) => /^\s*[{[]/.test(start)), options.extensions ?? []],
  });
}
