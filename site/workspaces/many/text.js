/**
 * The text with the tokens. When a pasted text has been looked through, it folds to a line: then
 * the list is what people want to see. It stays open while they type in it.
 */
import { logEditor } from "../../editors/log.js";
import { byId, plural, setText } from "../../shared/dom.js";
import { amountOf } from "./words.js";

/**
 * @param {object} given
 * @param {() => void} given.onInput  The user has changed the text.
 * @param {() => void} given.onSubmit
 * @param {() => void} given.onFold  The text folds while the focus is in it: it needs a new place.
 */
export function mountText({ onInput, onSubmit, onFold }) {
  const host = byId("batch-text", HTMLElement);
  const line = byId("batch-fold", HTMLElement);
  const size = byId("batch-size", HTMLElement);
  const change = byId("batch-change", HTMLButtonElement);
  /** Whether the text came as a whole, so that it may fold. */
  let isWhole = false;
  const editor = logEditor(host, {
    label: "Text with tokens",
    hint: "Paste a log, or many tokens. Nothing of it leaves this page, is kept, or goes into links.",
    onPaste: () => {
      isWhole = true;
    },
    onInput,
    onSubmit: () => {
      isWhole = true;
      onSubmit();
    },
  });

  /** @param {boolean} folded */
  function fold(folded) {
    const hadFocus = document.activeElement === host;
    host.hidden = folded;
    change.setAttribute("aria-expanded", String(!folded));
    setText(change, folded ? "Change text" : "Fold text");
    if (folded && hadFocus) onFold();
  }

  change.addEventListener("click", () => {
    const unfolds = host.hidden;
    fold(!unfolds);
    if (unfolds) editor.view.focus();
  });

  return {
    get text() {
      return editor.text;
    },
    get isEmpty() {
      return editor.view.state.doc.length === 0;
    },
    /**
     * Puts a text in, as if it had been pasted.
     * @param {string} text
     */
    put(text) {
      isWhole = true;
      editor.show(text, { undoable: true });
    },
    /** Folds the text when it may, and writes how much it is. @param {number} tokens */
    found(tokens) {
      line.hidden = tokens === 0;
      setText(size, `${amountOf(editor.view.state.doc.length)}, ${plural(tokens, "token")}`);
      if (tokens === 0) fold(false);
      else if (isWhole) fold(true);
      isWhole = false;
    },
  };
}
