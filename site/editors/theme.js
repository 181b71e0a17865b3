/**
 * How editors look. Every colour is a custom property of the page (styles/theme.css), and so is
 * every mark that stands for a colour where the system sets the colours (forced-colours.css). Such
 * properties also hold inside shadow roots, so one switch changes the page and the editors.
 */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView, tooltips } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/**
 * A part of a token.
 * @param {string} name  As its properties end.
 */
const part = (name) => ({
  color: `var(--${name})`,
  textDecoration: `var(--mark-${name}, none)`,
  textUnderlineOffset: "3px",
});

const look = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "transparent",
    fontSize: "var(--code-size)",
    maxHeight: "var(--editor-max, 24rem)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "1.55",
    minHeight: "var(--editor-min, 4rem)",
    overflow: "auto",
  },
  ".cm-content": {
    padding: "0.5rem 0",
    caretColor: "var(--ink)",
    overflowWrap: "anywhere",
    wordBreak: "break-all",
  },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-placeholder": { color: "var(--muted)", wordBreak: "normal" },
  ".cm-specialChar": { color: "var(--muted)" },
  ".cm-matchingBracket, .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)" },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "var(--bad-soft)",
    color: "var(--bad)",
  },
  "::selection, .cm-line::selection, .cm-line ::selection": { backgroundColor: "var(--selection)" },
  ".tok-header": part("header"),
  ".tok-payload": part("payload"),
  ".tok-signature": part("signature"),
  ".tok-encrypted_key": part("encrypted-key"),
  ".tok-iv": part("iv"),
  ".tok-ciphertext": part("payload"),
  ".tok-tag": part("signature"),
  ".tok-other": { color: "var(--muted)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad) 1px",
    textUnderlineOffset: "3px",
    backgroundColor: "var(--bad-soft)",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--warn) 1px",
    textUnderlineOffset: "3px",
    backgroundColor: "var(--warn-soft)",
  },
  ".cm-lintRange-info": {
    backgroundImage: "none",
    textDecoration: "underline dotted var(--muted) 1px",
    textUnderlineOffset: "3px",
  },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--bad)" },
  ".cm-lintPoint-warning::after": { borderBottomColor: "var(--warn)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "8px",
    boxShadow: "var(--shadow)",
    maxWidth: "min(28rem, 90vw)",
    overflow: "hidden",
    zIndex: "20",
  },
  ".cm-diagnostic": {
    fontFamily: "var(--sans)",
    fontSize: "0.8125rem",
    lineHeight: "1.45",
    padding: "0.5rem 0.75rem",
    whiteSpace: "normal",
  },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--bad)" },
  ".cm-diagnostic-warning": { borderLeft: "3px solid var(--warn)" },
  ".cm-diagnostic-info": { borderLeft: "3px solid var(--muted)" },
});

const json = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--json-name)", fontWeight: "var(--weight-name, inherit)" },
  { tag: tags.string, color: "var(--json-string)" },
  { tag: tags.number, color: "var(--json-number)", fontStyle: "var(--style-number, inherit)" },
  {
    tag: [tags.bool, tags.null],
    color: "var(--json-word)",
    textDecoration: "var(--mark-word, none)",
  },
  {
    tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation],
    color: "var(--muted)",
  },
]);

/** A tooltip needs this much room below an editor, in pixels. */
const ROOM = 160;

/**
 * Tooltips stand below the text that they are about: above it, they would cover the heading and the
 * buttons of the editor. Only where the window ends right below the editor, they may.
 */
const belowTheText = tooltips({
  tooltipSpace(view) {
    const { clientWidth, clientHeight } = view.dom.ownerDocument.documentElement;
    const { top, bottom } = view.scrollDOM.getBoundingClientRect();
    const fits = clientHeight - bottom >= ROOM;
    return { left: 0, right: clientWidth, top: fits ? top : 0, bottom: clientHeight };
  },
});

/** The extensions that give every editor its look. */
export const appearance = [look, syntaxHighlighting(json), belowTheText];
