/** The editors of “Access”: one for a model of casbin, one for a policy. */
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { Editor } from "./editor.js";
import { completionOf } from "./policy-completion.js";
import { policyColours } from "./policy-language.js";

/**
 * @typedef {import("./editor.js").EditorOptions & {
 *   choices: () => import("./policy-completion.js").Choice[] }} PolicyOptions
 *   `choices`: what may be completed.
 */
/**
 * Lines to mark; the first line is 1.
 * @typedef {object} LineMarks
 * @property {readonly number[]} unreached  No request reached them.
 * @property {readonly number[]} lit  They made the decision that is shown.
 */

/** @type {import("@codemirror/state").StateEffectType<LineMarks>} */
const setMarks = StateEffect.define();
const unreached = Decoration.line({ class: "cm-unreached" });
const lit = Decoration.line({ class: "cm-lit" });

const marks = StateField.define({
  create: () => Decoration.none,
  update(present, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setMarks)) return decorations(transaction.newDoc, effect.value);
    return transaction.docChanged ? present.map(transaction.changes) : present;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {import("@codemirror/state").Text} doc @param {LineMarks} given */
function decorations(doc, given) {
  const builder = /** @type {RangeSetBuilder<Decoration>} */ (new RangeSetBuilder());
  const all = [
    ...given.unreached.map((line) => ({ line, mark: unreached })),
    ...given.lit.map((line) => ({ line, mark: lit })),
  ]
    .filter(({ line }) => line >= 1 && line <= doc.lines)
    .sort((one, two) => one.line - two.line);
  for (const { line, mark } of all) {
    const { from } = doc.line(line);
    builder.add(from, from, mark);
  }
  return builder.finish();
}

const look = EditorView.theme({
  ".cm-line.cm-unreached": {
    textDecoration: "underline dotted var(--warn)",
    textUnderlineOffset: "3px",
  },
  ".cm-line.cm-lit": {
    backgroundColor: "var(--selection)",
    boxShadow: "inset 3px 0 var(--accent)",
  },
});

/** @param {HTMLElement} host @param {PolicyOptions} options */
export function modelEditor(host, { choices, ...options }) {
  return new Editor(host, {
    ...options,
    extensions: [policyColours, completionOf(choices)],
  });
}

/** @param {HTMLElement} host @param {PolicyOptions} options */
export function policyEditor(host, { choices, ...options }) {
  return new Editor(host, {
    ...options,
    extensions: [policyColours, completionOf(choices), marks, look],
  });
}

/**
 * The change of an editor that marks lines; `Editor.show` takes it.
 * @param {LineMarks} given
 */
export function markedLines(given) {
  return setMarks.of(given);
}

/**
 * Moves the focus to a line and selects it.
 * @param {Editor} editor
 * @param {number} line
 */
export function revealLine(editor, line) {
  const { doc } = editor.view.state;
  if (line < 1 || line > doc.lines) return;
  const { from, to } = doc.line(line);
  editor.reveal([from, to]);
}
