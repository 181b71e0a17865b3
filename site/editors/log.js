/**
 * The editor for a log. Short texts are wrapped, so that no long token runs out of sight. Large
 * ones are not: ten thousand lines are then laid out quickly, and people are used to reading logs
 * this way.
 */
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { Editor } from "./editor.js";

/** The longest text that is wrapped, in UTF-16 units. */
const WRAPPED = 50_000;

/**
 * @param {HTMLElement} host
 * @param {Omit<import("./editor.js").EditorOptions, "extensions" | "isLog"> & {
 *   onPaste: () => void }} options
 *   `onPaste`: called before `onInput` when the text is pasted or dropped, and not typed.
 */
export function logEditor(host, { onPaste, ...options }) {
  const wrapping = new Compartment();
  const wrap = (/** @type {number} */ length) => (length <= WRAPPED ? EditorView.lineWrapping : []);
  const isShort = (/** @type {number} */ length) => length <= WRAPPED;
  return new Editor(host, {
    ...options,
    isLog: true,
    extensions: [
      wrapping.of(wrap(0)),
      EditorState.transactionExtender.of(({ newDoc, startState }) =>
        isShort(newDoc.length) === isShort(startState.doc.length)
          ? null
          : { effects: wrapping.reconfigure(wrap(newDoc.length)) },
      ),
      EditorView.domEventHandlers({
        paste: () => {
          onPaste();
          return false; // the editor takes the text
        },
        drop: () => {
          onPaste();
          return false;
        },
      }),
    ],
  });
}
