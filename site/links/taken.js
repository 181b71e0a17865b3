/**
 * Takes over what was opened: a link, or what this tab has kept over a reload. Both are checked,
 * because a stranger may have made them.
 */
import { KEYS, readInputs } from "./link-inputs.js";
import { decodeLink, LEFT_OUT } from "./links.js";
import { stored } from "./kept-mark.js";
import { termsOf } from "../state/link-terms.js";
import { defaultInputs, hasInputs } from "../state/store.js";
import { offerUndo } from "../shared/undo.js";

/** @import { Inputs, LinkTerms, Session, Store } from "../state/model" */
/** @import { Address } from "./address.js" */

/** @typedef {{ store: Store, session: Session }} Page */

/** Those whose notices about missing keys go when the key is entered. @type {WeakSet<Store>} */
const watched = new WeakSet();

/**
 * Takes over what an address carries.
 * @param {Page} page
 * @param {Address} address
 * @param {Parameters<typeof decodeLink>[1]} answeredBy  Who has answered with this page.
 */
export function followLink({ store, session }, address, answeredBy) {
  dropDoneNotices(store);
  const { inputs, notices } = decodeLink(address, answeredBy);
  if (Object.keys(inputs).length === 0) {
    if (notices.length > 0) store.set({ notices });
    return;
  }
  const before = store.get();
  session.update({ ...defaultInputs(), ...inputs });
  // The notices of an earlier link are not about this one.
  store.set({ notices, linkTerms: termsOf(inputs) });
  if (hasInputs(before.inputs))
    offerUndo({ store, session }, "The link replaced what you had entered.", before);
}

/** Takes over what was kept in this tab. A link that is opened on top wins. @param {Page} page */
export function restoreKept({ store, session }) {
  const kept = readKept();
  if (kept === null) return;
  session.update(kept.inputs);
  store.set({ linkTerms: kept.linkTerms, notices: kept.notices });
}

/** A notice that a key is missing goes when it is entered. @param {Store} store */
function dropDoneNotices(store) {
  if (watched.has(store)) return;
  watched.add(store);
  store.subscribe(({ inputs, notices }) => {
    const done = KEYS.flatMap((name) => (inputs[name]?.text ? [LEFT_OUT[name]] : []));
    if (notices.some((notice) => done.includes(notice)))
      store.set({ notices: notices.filter((notice) => !done.includes(notice)) });
  });
}

/**
 * @typedef {object} Kept
 * @property {Partial<Inputs>} inputs
 * @property {LinkTerms | null} linkTerms
 * @property {string[]} notices
 */

/**
 * Reads what was kept. It is checked like a link.
 * @returns {Kept | null}  Null when nothing was kept.
 */
function readKept() {
  const text = stored();
  if (text === null) return null;
  try {
    const { inputs: json, terms, accepted } = JSON.parse(text);
    const { inputs, ignored, tooMuch } = readInputs(json);
    const notices = ignored.length > 0 ? ["A part of what was kept cannot be read."] : [];
    return {
      inputs,
      linkTerms: keptTerms(inputs, terms, accepted === true),
      notices: [...notices, ...tooMuch],
    };
  } catch {
    return { inputs: {}, linkTerms: null, notices: ["What was kept cannot be read."] };
  }
}

/**
 * @param {Partial<Inputs>} inputs
 * @param {unknown} names
 * @param {boolean} accepted
 * @returns {LinkTerms | null}
 */
function keptTerms(inputs, names, accepted) {
  if (!Array.isArray(names)) return null;
  const parts = Object.entries(inputs).filter(([name]) => names.includes(name));
  return parts.length > 0 ? { parts: Object.fromEntries(parts), accepted } : null;
}
