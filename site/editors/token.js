/** The token's editor: plain text, each segment in its own colour. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { Editor } from "./editor.js";
import { guessSegments } from "./segments.js";

/** @typedef {import("../engine/contract").Segment} Segment */

/** @type {import("@codemirror/state").StateEffectType<readonly Segment[]>} */
const setSegments = StateEffect.define();

/** @param {readonly Segment[]} segments @param {number} length */
function marks(segments, length) {
  const ranges = segments
    .filter(({ start, end }) => start < end && end <= length)
    .map(({ name, start, end }) => Decoration.mark({ class: `tok-${name}` }).range(start, end));
  return Decoration.set(ranges, true);
}

// While the user types there is no report for the new text yet, so the dots are read here.
const colours = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setSegments)) return marks(effect.value, transaction.newDoc.length);
    }
    return transaction.docChanged ? marks(guessSegments(transaction.newDoc.toString()), transaction.newDoc.length) : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Editor that also takes the engine's segments. */
export class TokenEditor extends Editor {
  /** @param {HTMLElement} host @param {import("./editor.js").EditorOptions} options */
  constructor(host, options) {
    super(host, { ...options, extensions: [colours, options.extensions ?? []] });
  }

  /** @param {readonly Segment[]} segments For exactly the text that the editor shows. */
  setSegments(segments) {
    if (segments === this.#segments && this.view.state.doc === this.#colouredDoc) return;
    this.#segments = segments;
    this.#colouredDoc = this.view.state.doc;
    this.view.dispatch({ effects: setSegments.of(segments) });
  }
  /** @type {readonly Segment[] | null} */
  #segments = null;
  /** @type {import("@codemirror/state").Text | null} */
  #colouredDoc = null;
}
