/** The editor for the token: plain text, with each segment in its own colour. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { Editor } from "./editor.js";
import { guessSegments } from "./segments.js";

/** @typedef {import("../engine/contract").Segment} Segment */

/** @type {import("@codemirror/state").StateEffectType<readonly Segment[]>} */
const setSegments = StateEffect.define();

/** @param {readonly Segment[]} segments @param {number} length */
function coloured(segments, length) {
  const ranges = segments
    .filter(({ start, end }) => start < end && end <= length)
    .map(({ name, start, end }) => Decoration.mark({ class: `tok-${name}` }).range(start, end));
  return { segments, marks: Decoration.set(ranges, true) };
}

// While the user types there is no report for the new text yet, so the segments are guessed.
const colours = StateField.define({
  create: () => coloured([], 0),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setSegments)) return coloured(effect.value, transaction.newDoc.length);
    }
    return transaction.docChanged
      ? coloured(guessSegments(transaction.newDoc.toString()), transaction.newDoc.length)
      : value;
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

/** An editor that also takes the segments of the engine's report. */
export class TokenEditor extends Editor {
  /** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
  constructor(host, options) {
    super(host, { ...options, extensions: [colours, options.extensions ?? []] });
  }

  /**
   * @override
   * @param {string} text
   * @param {Parameters<Editor["show"]>[1] & { segments?: readonly Segment[] | null }} [options]
   *   `segments`: those of exactly this text; null while there is no report for it.
   */
  show(text, { segments = null, ...options } = {}) {
    // As a rule they are the same as the guessed ones, and then nothing has to change.
    const known =
      segments === null ||
      (text === this.text && isSame(segments, this.view.state.field(colours).segments));
    super.show(text, known ? options : { ...options, effects: [setSegments.of(segments)] });
  }
}

/** @param {readonly Segment[]} some @param {readonly Segment[]} others */
function isSame(some, others) {
  return (
    some.length === others.length &&
    some.every(({ name, start, end }, index) => {
      const other = others[index];
      return other?.name === name && other.start === start && other.end === end;
    })
  );
}
