/**
 * Colours and line numbers of casbin's models (`model.conf`) and policies (`policy.csv`). Both are
 * made for the visible lines alone, from the shape of the words. (CodeMirror's own line numbers and
 * parsers would become a part of the page's first script.)
 */
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";

/** Finds one word after another. A text in quotes may lack its end, as while someone types it. */
const WORDS =
  /("[^"\n]*"?|'[^'\n]*'?)|(\d[\d.]*)|([rp]\d{0,2}\.[A-Za-z_][\w.]*)|([A-Za-z_]\w*)(\(?)|[&|=!<>+*/%-]+/g;
const FIXED = /^(?:allow|deny|in|and|or|not|some|where|priority)$/;
const KEY = /^[rpgem]\d{0,2} ?[=,]/;

const marks = Object.fromEntries(
  ["remark", "heading", "key", "text", "number", "path", "function", "word", "sign"].map((name) => [
    name,
    Decoration.mark({ class: `casbin-${name}` }),
  ]),
);

/** @param {RegExpMatchArray} found */
function kindOf([, text, number, path, word, bracket]) {
  if (text !== undefined) return "text";
  if (number !== undefined) return "number";
  if (path !== undefined) return "path";
  if (word === undefined) return "sign";
  return bracket === "(" ? "function" : FIXED.test(word) ? "word" : null;
}

/**
 * @param {string} line
 * @returns {{ from: number, to: number, kind: string }[]}
 */
function partsOf(line) {
  const start = line.length - line.trimStart().length;
  const content = line.trim();
  const whole = (/** @type {string} */ kind) => [{ from: start, to: start + content.length, kind }];
  if (content.startsWith("#") || content.startsWith(";")) return whole("remark");
  if (content.startsWith("[") && content.endsWith("]")) return whole("heading");
  const key = KEY.exec(content)?.[0].slice(0, -1).trim().length ?? 0;
  const parts = key > 0 ? [{ from: start, to: start + key, kind: "key" }] : [];
  for (const found of line.slice(start + key).matchAll(WORDS)) {
    const kind = kindOf(found);
    const from = start + key + found.index;
    if (kind) parts.push({ from, to: from + found[0].length - (found[5]?.length ?? 0), kind });
  }
  return parts;
}

/** @param {EditorView} view */
function decorations(view) {
  /** @type {import("@codemirror/state").Range<Decoration>[]} */
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const number = { "data-line": String(line.number) };
      ranges.push(Decoration.line({ attributes: number }).range(line.from));
      for (const part of partsOf(line.text)) {
        const mark = /** @type {Decoration} */ (marks[part.kind]);
        ranges.push(mark.range(line.from + part.from, line.from + part.to));
      }
      at = line.to + 1;
    }
  }
  return Decoration.set(ranges, true);
}

const drawn = ViewPlugin.define(
  (view) => ({
    drawn: decorations(view),
    update(update) {
      if (update.docChanged || update.viewportChanged) this.drawn = decorations(update.view);
    },
  }),
  { decorations: (plugin) => plugin.drawn },
);

const look = EditorView.theme({
  ".cm-line[data-line]": { position: "relative", paddingLeft: "2.75rem" },
  ".cm-line[data-line]::before": {
    content: "attr(data-line) / ''",
    position: "absolute",
    left: "0",
    width: "2.1rem",
    textAlign: "right",
    color: "var(--muted)",
    fontSize: "0.75rem",
  },
  ".casbin-remark": { color: "var(--muted)", fontStyle: "italic" },
  ".casbin-heading": { color: "var(--header)", fontWeight: "var(--weight-name, inherit)" },
  ".casbin-key": { color: "var(--json-name)", fontWeight: "var(--weight-name, inherit)" },
  ".casbin-text": { color: "var(--json-string)" },
  ".casbin-number": { color: "var(--json-number)", fontStyle: "var(--style-number, inherit)" },
  ".casbin-path": { color: "var(--payload)" },
  ".casbin-function": { color: "var(--signature)" },
  ".casbin-word": { color: "var(--json-word)", textDecoration: "var(--mark-word, none)" },
  ".casbin-sign": { color: "var(--muted)" },
});

export const policyColours = [drawn, look];
