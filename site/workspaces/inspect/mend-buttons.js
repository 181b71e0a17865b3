/** The buttons of the mends: what is written on them, and what a press does. */
import { byId, h } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";
import { quoted } from "../../shared/foreign-text.js";
import { stamp } from "../../shared/time-format.js";
import { changedSecret } from "./mends.js";

/** @typedef {import("../../shared/dom.js").App} App */
/** @typedef {import("./mends.js").Mend} Mend */

/** Longer values are cut on a button and in what is said, in UTF-16 units. */
const LONGEST = 40;

const ENCODINGS = {
  utf8: "UTF-8 text",
  base64url: "base64url",
  base64: "base64",
  hex: "hexadecimal",
};
const CHANGES = {
  "": "",
  trim: ", without blanks at its ends",
  unquote: ", without the quotes",
  "line-feed": ", with a line break at its end",
  windows: ", with a Windows line break at its end",
};

/**
 * @param {Mend} mend
 * @param {(mend: Mend) => void} press
 * @param {boolean} [named]  Says which claim is meant, where that is not said beside the button.
 */
export function mendButton(mend, press, named = false) {
  return h(
    "button",
    { type: "button", class: "mend", "data-mend": mend.do, click: () => press(mend) },
    ...label(mend, named),
  );
}

/** @param {Mend} mend @param {boolean} named @returns {(Node | string)[]} */
function label(mend, named) {
  switch (mend.do) {
    case "kid":
      return sentence(`Try with the key ${quoted(mend.kid, LONGEST)}`);
    case "expect":
      return sentence(`Expect ${named ? `${mend.name} ` : ""}${quoted(mend.value, LONGEST)}`);
    case "leeway":
      return [`Allow a leeway of ${mend.seconds} seconds`];
    case "read":
      return [`Read the secret as ${ENCODINGS[mend.encoding]}${CHANGES[mend.change]}`];
    default:
      return [mend.label];
  }
}

/**
 * Returns the function that does what a button promises.
 * @param {Pick<App, "store" | "session" | "editors" | "announce" | "showPart">} app
 * @returns {(mend: Mend) => void}
 */
export function mender({ store, session, editors, announce, showPart }) {
  return (mend) => {
    const { inputs } = store.get();
    switch (mend.do) {
      case "key":
        showPart("key");
        return editors.key.view.focus();
      case "open":
        return openField(mend.place);
      case "now":
        session.update({ now: mend.seconds });
        return done(`Checked as of ${stamp(mend.seconds) ?? mend.seconds}.`);
      case "kid":
        session.update({ key: { ...inputs.key, kid: mend.kid } });
        return done(`Tried with the key ${quoted(mend.kid, LONGEST)}.`);
      case "leeway":
        session.update({ leeway: mend.seconds });
        return done(`The leeway is ${mend.seconds} seconds.`);
      case "expect":
        session.update({ expect: { ...inputs.expect, [mend.name]: mend.value } });
        return done(`Expected ${mend.name}: ${quoted(mend.value, LONGEST)}.`);
      case "read":
        session.update({ key: { ...inputs.key, encoding: mend.encoding } });
        // As if the user had typed it, so that Undo in the editor brings the text back.
        editors.key.replace(changedSecret(editors.key.text, mend.change));
        return done(`The secret is read as ${ENCODINGS[mend.encoding]}${CHANGES[mend.change]}.`);
    }
  };

  /**
   * Says what was done. The pressed button is about to leave the page, so the focus goes to the
   * verdict.
   * @param {string} text
   */
  function done(text) {
    byId("verdict", HTMLElement).focus({ preventScroll: true });
    announce(text);
  }

  /** @param {string} id */
  function openField(id) {
    showPart("key");
    const field = byId(id, HTMLElement);
    for (let each = field.closest("details"); each !== null; ) {
      each.open = true;
      each = each.parentElement?.closest("details") ?? null;
    }
    const text = field.shadowRoot?.querySelector('[role="textbox"]'); // of an editor
    (text instanceof HTMLElement ? text : field).focus();
  }
}
