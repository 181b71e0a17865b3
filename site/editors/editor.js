/**
 * One CodeMirror editor in a shadow root.
 *
 * The shadow root is what lets the strict `style-src 'self'` hold: there, CodeMirror
 * uses constructable style sheets instead of writing `<style>` elements.
 * Tab is deliberately not bound, so it always moves the focus on.
 */
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorSelection, EditorState, Prec, Transaction } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, placeholder } from "@codemirror/view";
import { appearance } from "./theme.js";

/** @typedef {import("../engine/contract").Finding} Finding */

/**
 * @typedef {object} EditorOptions
 * @property {string} label Accessible name of the text box.
 * @property {(text: string) => void} onInput Called when the user changed the text, never for `show`.
 * @property {() => void} onSubmit Ctrl+Enter (Cmd+Enter on a Mac).
 * @property {string} [hint] Shown while the editor is empty.
 * @property {boolean} [isLog] Lines stay whole: ten thousand of them are measured in no time, and a log is read that way.
 * @property {import("@codemirror/state").Extension} [extensions]
 */

/** Marks changes that come from the page and not from the user. */
const fromPage = Annotation.define();

/** Carriage returns are kept (RFC 7515's own examples have them) and so must be seen. */
const specialChars = highlightSpecialChars({
  render(code, description) {
    const mark = document.createElement("span");
    mark.className = "cm-specialChar";
    mark.textContent = code === 13 ? "\\r" : `\\u${code.toString(16).padStart(4, "0")}`;
    mark.title = code === 13 ? "carriage return" : (description ?? "special character");
    mark.setAttribute("aria-label", mark.title);
    mark.setAttribute("role", "img");
    return mark;
  },
});

/**
 * Left to itself, Chromium writes style attributes into the text where something coloured
 * is typed over, and the content security policy rightly objects. So typed characters go
 * straight into the state; compositions (input methods) stay with the browser.
 */
const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (
      event.inputType !== "insertText" ||
      event.data === null ||
      event.isComposing ||
      view.composing
    )
      return false;
    view.dispatch({
      ...view.state.replaceSelection(view.state.toText(event.data)),
      userEvent: "input.type",
      scrollIntoView: true,
    });
    return true;
  },
});

/** A text editor: what views know of CodeMirror. */
export class Editor {
  /** @param {HTMLElement} host @param {EditorOptions} options */
  constructor(host, options) {
    const root = host.attachShadow({ mode: "open", delegatesFocus: true });
    const submit = () => {
      options.onSubmit();
      return true; // no other key binding gets to see it
    };
    this.view = new EditorView({
      root,
      parent: root,
      dispatchTransactions: (transactions, view) =>
        this.#update(transactions, view, options.onInput),
      state: EditorState.create({
        extensions: [
          // Splitting at "\n" alone keeps "\r\n" as it is: text and offsets stay the user's.
          EditorState.lineSeparator.of("\n"),
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: submit }])),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          specialChars,
          typing,
          options.isLog ? [] : EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            "aria-label": options.label,
            tabindex: "0",
            spellcheck: "false",
            autocorrect: "off",
            autocapitalize: "off",
            translate: "no",
          }),
          placeholder(options.hint ?? ""),
          appearance,
          options.extensions ?? [],
        ],
      }),
    });
  }

  /** The text, byte for byte as it was typed, pasted or set. */
  get text() {
    return this.#coming ?? this.view.state.doc.toString();
  }
  /** The text that is known already, and drawn next. @type {string | null} */
  #coming = null;
  /** What was to be shown meanwhile. @type {Parameters<Editor["show"]> | null} */
  #delayed = null;

  /**
   * What the user typed is told before it is drawn: the engine is at work by then, and
   * all that changes on the page is laid out once.
   * @param {readonly Transaction[]} transactions @param {EditorView} view @param {EditorOptions["onInput"]} onInput
   */
  #update(transactions, view, onInput) {
    const typed = transactions.some((tr) => tr.docChanged && !tr.annotation(fromPage));
    try {
      if (typed) {
        this.#coming = transactions.at(-1)?.newDoc.toString() ?? null;
        onInput(this.text);
      }
    } finally {
      this.#coming = null;
      view.update(transactions);
    }
    const delayed = this.#delayed;
    this.#delayed = null;
    if (delayed !== null) this.show(...delayed);
  }

  /**
   * Shows a text, with the findings that have a range underlined (the rest only the list
   * shows). All in one change, and none where nothing differs: the browser lays out the
   * page for each. Of the text only the part that differs is replaced, so that cursor,
   * selection and scroll position survive.
   * @param {string} text
   * @param {{ findings?: Finding[] | null, undoable?: boolean, effects?: import("@codemirror/state").StateEffect<any>[] }} [options] `findings`: null leaves the marks that are there. `undoable`: Ctrl+Z brings the old text back.
   */
  show(text, options = {}) {
    if (this.#coming !== null) {
      this.#delayed = [text, options];
      return;
    }
    const { findings = [], undoable = false, effects = [] } = options;
    const old = this.text;
    const change = old === text ? null : difference(old, text);
    const all = [
      ...effects,
      ...(findings === null ? [] : this.#underlining(findings, text.length, change !== null)),
    ];
    if (change === null && all.length === 0) return;
    this.view.dispatch({
      ...(change && { changes: { ...change, insert: this.view.state.toText(change.insert) } }),
      effects: all,
      annotations: [
        fromPage.of(true),
        ...(change ? [Transaction.addToHistory.of(undoable), isolateHistory.of("full")] : []),
      ],
    });
    if (findings !== null) this.#markedDoc = this.view.state.doc;
  }

  /** @param {Finding[]} findings @param {number} length Of the text. @param {boolean} changes Whether the text does. */
  #underlining(findings, length, changes) {
    const marks = findings.flatMap(({ range, severity, message }) =>
      range === null
        ? []
        : [{ from: Math.min(range[0], length), to: Math.min(range[1], length), severity, message }],
    );
    const key = JSON.stringify(marks);
    if (
      key === this.#marks &&
      (key === "[]" || (!changes && this.#markedDoc === this.view.state.doc))
    )
      return [];
    this.#marks = key;
    return [setDiagnostics(this.view.state, marks).effects ?? []].flat();
  }
  #marks = "[]";
  /** What they are marks in: typing moves them. @type {import("@codemirror/state").Text | null} */
  #markedDoc = null;

  /** Changes the text as if the user had typed it: undoable, and `onInput` hears of it. @param {string} text */
  replace(text) {
    const change = difference(this.text, text);
    if (change.from === change.to && change.insert === "") return;
    this.view.dispatch({ changes: { ...change, insert: this.view.state.toText(change.insert) } });
  }

  /** Moves the focus here and selects a range. @param {[number, number]} range */
  reveal([from, to]) {
    const length = this.view.state.doc.length;
    const selection = EditorSelection.range(Math.min(from, length), Math.min(to, length));
    this.view.focus();
    this.view.dispatch({
      selection,
      effects: EditorView.scrollIntoView(selection, { y: "center" }),
    });
  }
}

/**
 * The smallest single replacement that turns one text into the other.
 * @param {string} old @param {string} text
 * @returns {{ from: number, to: number, insert: string }}
 */
function difference(old, text) {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)
  )
    end++;
  return { from: start, to: old.length - end, insert: text.slice(start, text.length - end) };
}
