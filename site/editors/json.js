/** Editors for JSON text: highlighting and matching brackets, no rewriting of any kind. */
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { Editor } from "./editor.js";
import { foldedOut } from "./fold-out.js";

/** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
export function jsonEditor(host, options) {
  return new Editor(host, { ...options, extensions: [json(), bracketMatching(), foldedOut, options.extensions ?? []] });
}
