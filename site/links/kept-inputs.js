/**
 * Keeps the inputs in the tab's own storage (`sessionStorage`), so that a reload brings them back.
 * Only when the user has asked for it: then the entry is there, and may hold secrets.
 */
import { readInputs } from "./link-inputs.js";
import { defaultInputs } from "../state/store.js";

/** @import { Inputs, LinkTerms, State } from "../state/model" */

/** Other pages of this origin may keep things of their own in the tab. */
export const KEY = "jwt-playground-kept";

/**
 * @typedef {object} Kept
 * @property {Partial<Inputs>} inputs
 * @property {LinkTerms | null} linkTerms
 * @property {string[]} notices
 */

/** Tells whether the user wants the inputs kept. */
export function isKeeping() {
  return stored() !== null;
}

/**
 * Reads what was kept. It is checked like a link.
 * @returns {Kept | null}  Null when nothing was kept.
 */
export function readKept() {
  const text = stored();
  if (text === null) return null;
  try {
    const { inputs: json, terms, accepted } = JSON.parse(text);
    const { inputs, ignored, tooMuch } = readInputs(json);
    const notices = ignored.length > 0 ? ["A part of what was kept cannot be read."] : [];
    return {
      inputs,
      linkTerms: termsOf(inputs, terms, accepted === true),
      notices: [...notices, ...tooMuch],
    };
  } catch {
    return { inputs: {}, linkTerms: null, notices: ["What was kept cannot be read."] };
  }
}

/**
 * @param {Pick<State, "inputs" | "linkTerms">} state
 * @returns {boolean}  False when the browser does not store it: then nothing is kept at all.
 */
export function keep({ inputs, linkTerms }) {
  const defaults = defaultInputs();
  const changed = Object.entries(inputs).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(defaults[/** @type {keyof Inputs} */ (name)]),
  );
  // Whoever made the link still chose them.
  const terms = linkTerms && Object.keys(linkTerms.parts);
  const text = JSON.stringify({
    inputs: Object.fromEntries(changed),
    ...(terms && { terms, accepted: linkTerms.accepted }),
  });
  try {
    sessionStorage.setItem(KEY, text);
    return true;
  } catch {
    forget(); // an older text would come back as if it were the last one
    return false;
  }
}

/** Deletes what was kept, and no longer keeps anything. */
export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where storage is forbidden, there is nothing to delete.
  }
}

function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * @param {Partial<Inputs>} inputs
 * @param {unknown} names
 * @param {boolean} accepted
 * @returns {LinkTerms | null}
 */
function termsOf(inputs, names, accepted) {
  if (!Array.isArray(names)) return null;
  const parts = Object.entries(inputs).filter(([name]) => names.includes(name));
  return parts.length > 0 ? { parts: Object.fromEntries(parts), accepted } : null;
}
