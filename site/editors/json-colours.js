/**
 * The colours of JSON in an editor.
 *
 * As a rule CodeMirror's parser reads the text, which finds members and matching brackets. In a
 * long text that parser is too slow to run at each keystroke (up to 20 ms, the most where the JSON
 * is broken). There only the visible part gets colours, from the shape of its tokens alone.
 */
import { json } from "@codemirror/lang-json";
import { bracketMatching, highlightingFor } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** @typedef {import("@codemirror/state").Extension} Extension */
/** @typedef {import("@codemirror/view").EditorView} EditorView */

/** A text is long from this length on, in UTF-16 units. */
export const LONG = 20_000;

/**
 * Finds one JSON token after another. A string may lack its end, as it does while someone types it.
 */
const TOKENS =
  /("[^"\\\n]*(?:\\.[^"\\\n]*)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|(\b(?:true|false|null)\b)|[{}[\],:]/g;
const KINDS = {
  name: tags.propertyName,
  string: tags.string,
  number: tags.number,
  word: tags.bool,
  sign: tags.punctuation,
};

/** @param {RegExpExecArray} found @returns {keyof typeof KINDS} */
function kindOf([, string, colon, number, word]) {
  if (string !== undefined) return colon === undefined ? "string" : "name";
  return number !== undefined ? "number" : word !== undefined ? "word" : "sign";
}

/** @param {EditorView} view */
function colours(view) {
  const marks = Object.fromEntries(
    Object.entries(KINDS).map(([kind, tag]) => [
      kind,
      Decoration.mark({ class: highlightingFor(view.state, [tag]) ?? "" }),
    ]),
  );
  /** @type {import("@codemirror/state").Range<Decoration>[]} */
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    // A string may begin outside of the view, but never in another line.
    const line = view.state.doc.lineAt(from);
    const text = view.state.doc.sliceString(line.from, to);
    for (const found of text.matchAll(TOKENS)) {
      const start = line.from + found.index;
      const end = start + (found[1] ?? found[0]).length;
      if (end > from)
        ranges.push(/** @type {Decoration} */ (marks[kindOf(found)]).range(start, end));
    }
  }
  return Decoration.set(ranges, true);
}

const byShape = ViewPlugin.define(
  (view) => ({
    colours: colours(view),
    update(update) {
      if (update.docChanged || update.viewportChanged) this.colours = colours(update.view);
    },
  }),
  { decorations: (plugin) => plugin.colours },
);

/** @type {Extension} */
const parsed = [json(), bracketMatching()];
/** @type {Extension} */
const none = [];

/**
 * Returns the colours for a text that is JSON, or may be JSON.
 * @param {(start: string) => boolean} [isJson]  Decides from the text's first 100 characters. By
 *   default every text is JSON.
 * @returns {Extension}
 */
export function jsonColours(isJson = () => true) {
  const language = new Compartment();
  const wanted = (/** @type {import("@codemirror/state").Text} */ doc) =>
    !isJson(doc.sliceString(0, 100)) ? none : doc.length > LONG ? byShape : parsed;
  const follow = EditorState.transactionExtender.of((transaction) => {
    if (!transaction.docChanged) return null;
    const next = wanted(transaction.newDoc);
    return language.get(transaction.startState) === next
      ? null
      : { effects: language.reconfigure(next) };
  });
  return [language.of(isJson("") ? parsed : none), follow];
}
