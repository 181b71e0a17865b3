/** Editor for keys: a JWK is coloured as JSON, every other text is left plain. */
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { Editor } from "./editor.js";

/** @typedef {import("@codemirror/state").Extension} Extension */

/** @type {Extension} */
const plain = [];
/** @type {Extension} */
const asJson = [json(), bracketMatching()];

/** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
export function keyEditor(host, options) {
  const language = new Compartment();
  const follow = EditorState.transactionExtender.of((transaction) => {
    if (!transaction.docChanged) return null;
    const wanted = /^\s*[{[]/.test(transaction.newDoc.sliceString(0, 100)) ? asJson : plain;
    return language.get(transaction.startState) === wanted ? null : { effects: language.reconfigure(wanted) };
  });
  return new Editor(host, { ...options, extensions: [language.of(plain), follow] });
}
