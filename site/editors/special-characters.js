/**
 * Marks characters that nobody sees, or that change how the text around them is shown, and keeps
 * the parts of a text in their places where some of it runs from right to left. The text itself
 * stays as it is.
 */
import { Decoration, EditorView, highlightSpecialChars, ViewPlugin } from "@codemirror/view";
import { MARKED, named } from "../shared/foreign-text.js";

/**
 * Carriage returns stay in the text (the examples of RFC 7515 contain them), so they must be
 * visible.
 */
export const specialCharacters = highlightSpecialChars({
  specialChars: MARKED,
  render(code) {
    const mark = document.createElement("span");
    mark.className = "cm-specialChar";
    mark.textContent = code === 13 ? "\\r" : `\\u{${code.toString(16).toUpperCase()}}`;
    mark.title = named(code);
    mark.setAttribute("aria-label", mark.title);
    mark.setAttribute("role", "img");
    return mark;
  },
});

/** Finds strings in JSON. One may lack its end, as it does while someone types it. */
const STRINGS = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"?/g;
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const isolate = Decoration.mark({ class: "cm-isolate", bidiIsolate: null });

/** @param {EditorView} view */
function isolates(view) {
  /** @type {import("@codemirror/state").Range<Decoration>[]} */
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    // A string may begin outside of the view, but never in another line.
    const line = view.state.doc.lineAt(from);
    const text = view.state.doc.sliceString(line.from, to);
    if (!RIGHT_TO_LEFT.test(text)) continue;
    for (const { 0: string, index } of text.matchAll(STRINGS)) {
      const start = line.from + index;
      if (start + string.length > from && RIGHT_TO_LEFT.test(string))
        ranges.push(isolate.range(start, start + string.length));
    }
  }
  return Decoration.set(ranges, true);
}

const plugin = ViewPlugin.define(
  (view) => ({
    isolates: isolates(view),
    update(update) {
      if (update.docChanged || update.viewportChanged) this.isolates = isolates(update.view);
    },
  }),
  {
    provide: (plugin) => {
      const read = (/** @type {EditorView} */ view) =>
        view.plugin(plugin)?.isolates ?? Decoration.none;
      return [EditorView.decorations.of(read), EditorView.bidiIsolatedRanges.of(read)];
    },
  },
);

/** Keeps each string of a JSON text where it stands: one in Hebrew does not turn its neighbours. */
export const isolatedStrings = [
  plugin,
  EditorView.theme({ ".cm-isolate": { unicodeBidi: "isolate" } }),
];
