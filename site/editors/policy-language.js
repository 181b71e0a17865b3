/** The colours of casbin's models (`model.conf`) and policies (`policy.csv`). */
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

/** @typedef {import("@codemirror/language").StringStream} Stream */

const TEXT = /^(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)/;
const NUMBER = /^\d+(?:\.\d+)?\b/;
const OF_REQUEST_OR_POLICY = /^[rp]\d*\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/;
const WORD = /^[A-Za-z_]\w*/;
const SIGN = /^(?:&&|\|\||[=!<>]=|[-+*/%<>!=])/;

/**
 * Reads the next part of a matcher or a condition.
 * @param {Stream} stream
 * @returns {string | null}
 */
function expression(stream) {
  if (stream.eatSpace()) return null;
  if (stream.match(TEXT)) return "string";
  if (stream.match(NUMBER)) return "number";
  if (stream.match(OF_REQUEST_OR_POLICY)) return "variableName";
  if (stream.match(WORD)) {
    if (stream.peek() === "(") return "keyword";
    return /^(?:allow|deny|in|and|or|not|some|where|priority)$/.test(stream.current())
      ? "bool"
      : null;
  }
  if (stream.match(SIGN)) return "operator";
  stream.next();
  return "punctuation";
}

const model = StreamLanguage.define({
  name: "casbin-model",
  token(stream) {
    if (stream.sol()) {
      stream.eatSpace();
      if (stream.match(/^[#;].*/)) return "comment";
      if (stream.match(/^\[[^\]]*\]\s*$/)) return "heading";
      if (stream.match(/^[rpgem]\d{0,2} ?=/, false)) {
        stream.match(WORD);
        return "propertyName";
      }
    }
    return expression(stream);
  },
});

const policy = StreamLanguage.define({
  name: "casbin-policy",
  token(stream) {
    if (stream.sol()) {
      stream.eatSpace();
      if (stream.match(/^#.*/)) return "comment";
      if (stream.match(/^[pg]\d{0,2} ?,/, false)) {
        stream.match(WORD);
        return "propertyName";
      }
    }
    return expression(stream);
  },
});

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
    { tag: tags.heading, color: "var(--header)", fontWeight: "var(--weight-name, inherit)" },
    { tag: tags.keyword, color: "var(--signature)" },
    { tag: tags.variableName, color: "var(--payload)" },
    { tag: tags.operator, color: "var(--muted)" },
  ]),
);

export const modelColours = [model, colours];
export const policyColours = [policy, colours];
