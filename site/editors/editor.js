/**
 * One CodeMirror editor in a shadow root.
 *
 * In a shadow root CodeMirror uses constructable style sheets, and outside of one it writes
 * `<style>` elements. The page's strict policy `style-src 'self'` allows only the former. The Tab
 * key is not bound on purpose, so it always moves the focus.
 */
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { setDiagnostics } from "@codemirror/lint";
import {
  Annotation,
  Compartment,
  EditorSelection,
  EditorState,
  Prec,
  Transaction,
} from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { isolatedStrings, specialCharacters } from "./special-characters.js";
import { appearance } from "./theme.js";

/** @typedef {import("../engine/contract").Finding} Finding */

/**
 * @typedef {object} EditorOptions
 * @property {string} label  The accessible name of the text box.
 * @property {(text: string) => void} onInput  Called when the user has changed the text, never
 *   because of `show`.
 * @property {() => void} onSubmit  Called for Ctrl+Enter (Cmd+Enter on a Mac).
 * @property {string} [hint]  Shown while the editor is empty.
 * @property {boolean} [isLog]  Lines are not wrapped. Ten thousand short lines are then laid out
 *   quickly, and people are used to reading logs this way.
 * @property {import("@codemirror/state").Extension} [extensions]
 */

/** Marks the changes that the page makes, in contrast to those of the user. */
const fromPage = Annotation.define();

/**
 * Without this, Chromium writes style attributes into the text when the user types over coloured
 * text, and the Content Security Policy refuses them. So typed characters go straight into the
 * editor's state. Compositions of input methods are left to the browser.
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

/** A text editor. Views use only this class, and nothing of CodeMirror itself. */
export class Editor {
  /** @param {HTMLElement} host @param {EditorOptions} options */
  constructor(host, options) {
    const root = host.attachShadow({ mode: "open", delegatesFocus: true });
    this.#shownHint = options.hint ?? "";
    const submit = () => {
      options.onSubmit();
      return true; // no other key binding handles the key as well
    };
    this.view = new EditorView({
      root,
      parent: root,
      dispatchTransactions: (transactions, view) =>
        this.#update(transactions, view, options.onInput),
      state: EditorState.create({
        extensions: [
          // Only "\n" separates lines, so "\r\n" stays in the text, and all offsets count in the
          // user's text.
          EditorState.lineSeparator.of("\n"),
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: submit }])),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          specialCharacters,
          isolatedStrings,
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
          this.#hint.of(placeholder(this.#shownHint)),
          appearance,
          options.extensions ?? [],
        ],
      }),
    });
  }

  /** The place of the hint among the extensions. */
  #hint = new Compartment();
  #shownHint = "";

  /** The text, byte for byte as it was typed, pasted or set. */
  get text() {
    return this.#coming ?? this.view.state.doc.toString();
  }
  /**
   * The new text while `onInput` runs: it is already known, but not drawn yet.
   * @type {string | null}
   */
  #coming = null;
  /**
   * The arguments of a `show` that was called meanwhile.
   * @type {Parameters<Editor["show"]> | null}
   */
  #delayed = null;

  /**
   * Calls `onInput` before the change is drawn. So the engine already works while the browser
   * draws, and the browser lays out all changes of the page at once.
   * @param {readonly Transaction[]} transactions
   * @param {EditorView} view
   * @param {EditorOptions["onInput"]} onInput
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
   * Shows a text, and underlines the findings that have a range. (Only the list shows the others.)
   * All of it is one change of the editor, and there is none when nothing differs, because the
   * browser lays out the page for each change. Only the part of the text that differs is replaced,
   * so the cursor, the selection and the scroll position stay.
   * @param {string} text
   * @param {{ findings?: Finding[] | null, undoable?: boolean, hint?: string, effects?:
   *   import("@codemirror/state").StateEffect<any>[] }} [options]
   *   `findings`: null leaves the present marks as they are. `undoable`: Ctrl+Z brings the old text
   *   back. `hint`: what is shown from now on while the editor is empty.
   */
  show(text, options = {}) {
    if (this.#coming !== null) {
      this.#delayed = [text, options];
      return;
    }
    const { findings = [], undoable = false, effects = [], hint = this.#shownHint } = options;
    const old = this.text;
    const change = old === text ? null : difference(old, text);
    const all = [
      ...effects,
      ...(hint === this.#shownHint ? [] : [this.#hint.reconfigure(placeholder(hint))]),
      ...(findings === null ? [] : this.#underlining(findings, text.length, change !== null)),
    ];
    this.#shownHint = hint;
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

  /**
   * Returns the effects that underline the findings; none when the marks stay the same.
   * @param {Finding[]} findings
   * @param {number} length  The length of the text, in UTF-16 units.
   * @param {boolean} changes  Whether the text changes at the same time.
   */
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
  /**
   * The document that the marks belong to. Typing moves the marks.
   * @type {import("@codemirror/state").Text | null}
   */
  #markedDoc = null;

  /**
   * Changes the text as if the user had typed it: it can be undone, by a step of its own, and
   * `onInput` is called.
   * @param {string} text
   */
  replace(text) {
    const change = difference(this.text, text);
    if (change.from === change.to && change.insert === "") return;
    this.view.dispatch({
      changes: { ...change, insert: this.view.state.toText(change.insert) },
      annotations: isolateHistory.of("full"),
    });
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
 * Finds the smallest single replacement that turns one text into the other.
 * @param {string} old
 * @param {string} text
 * @returns {{ from: number, to: number, insert: string }}  Offsets in the old text, and what takes
 *   the place of the text between them.
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
