/** The buttons of the mends: what is written on them, and what a press does. */
import { byId, h } from "../../shared/dom.js";
import { foreign } from "../../shared/foreign.js";
import { shortName, shown } from "../../shared/foreign-text.js";
import { localTime } from "../../shared/time-format.js";
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
 */
export function mendButton(mend, press) {
  return h(
    "button",
    { type: "button", class: "mend", "data-mend": mend.do, click: () => press(mend) },
    ...label(mend),
  );
}

/** @param {Mend} mend @returns {(Node | string)[]} */
function label(mend) {
  switch (mend.do) {
    case "expect":
      return ["Expect “", foreign(shortName(mend.value, LONGEST)), "”"];
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
        return done(`Checked as of ${localTime(mend.seconds) ?? mend.seconds}.`);
      case "leeway":
        session.update({ leeway: mend.seconds });
        return done(`The leeway is ${mend.seconds} seconds.`);
      case "expect":
        session.update({ expect: { ...inputs.expect, [mend.name]: mend.value } });
        return done(`Expected ${mend.name}: “${shown(shortName(mend.value, LONGEST))}”.`);
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
    field.focus();
  }
}
