/**
 * Shows JSON that is written on one line with one member per line, without changing the text. The
 * line breaks are only drawn. What is copied, signed and counted is the text itself.
 */
import { syntaxTree } from "@codemirror/language";
import { StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { LONG } from "./json-colours.js";

const DEEPEST = 12;

class Break extends WidgetType {
  /** @param {number} depth */
  constructor(depth) {
    super();
    this.depth = depth;
  }
  /** @override @param {Break} other */
  eq(other) {
    return other.depth === this.depth;
  }
  /** @override */
  get lineBreaks() {
    return 1;
  }
  /** @override */
  toDOM() {
    const mark = document.createElement("span");
    mark.setAttribute("aria-hidden", "true");
    const indent = document.createElement("span");
    indent.className = `fold-out-${this.depth}`;
    mark.append(document.createElement("br"), indent);
    return mark;
  }
}

/**
 * @param {-1 | 1} side  Where the cursor is drawn when it stands at a break: -1 draws it after the
 *   break, 1 before it.
 */
const drawn = (side) =>
  Array.from({ length: DEEPEST + 1 }, (_, depth) =>
    Decoration.widget({ widget: new Break(depth), side }),
  );
const beforeMember = drawn(-1);
const beforeEnd = drawn(1);

/**
 * Returns the breaks to draw. A long text has none: one break per member would be slow to draw.
 * @param {import("@codemirror/state").EditorState} state
 */
function foldOut(state) {
  if (state.doc.lines > 1 || state.doc.length > LONG) return Decoration.none;
  /** @type {import("@codemirror/state").Range<Decoration>[]} */
  const ranges = [];
  let depth = 0;
  /** @param {Decoration[]} breaks @param {number} at */
  const add = (breaks, at) =>
    ranges.push(/** @type {Decoration} */ (breaks[Math.min(depth, DEEPEST)]).range(at));
  syntaxTree(state).iterate({
    enter({ name, to, node }) {
      // Arrays of plain values are easy to read on one line. Only objects get one line per member.
      const isObject = name === "Object" && node.getChild("Property") !== null;
      if (isObject) depth++;
      else if (name === "{" && node.parent?.getChild("Property")) add(beforeMember, to);
      else if (name === "," && node.parent?.name === "Object") add(beforeMember, to);
      else if (name === "}" && node.parent?.getChild("Property")) {
        depth--;
        add(beforeEnd, node.from);
      }
    },
  });
  return Decoration.set(ranges, true);
}

export const foldedOut = [
  StateField.define({
    create: foldOut,
    update: (value, transaction) =>
      transaction.docChanged || syntaxTree(transaction.state) !== syntaxTree(transaction.startState)
        ? foldOut(transaction.state)
        : value,
    provide: (field) => EditorView.decorations.from(field),
  }),
  EditorView.theme(
    Object.fromEntries(
      Array.from({ length: DEEPEST + 1 }, (_, depth) => [
        `.fold-out-${depth}`,
        { paddingLeft: `${depth * 2}ch` },
      ]),
    ),
  ),
];
