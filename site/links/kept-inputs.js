/**
 * Keeps the inputs in the tab's own storage (`sessionStorage`), so that a reload brings them back.
 * Only when the user has asked for it: then the entry is there, and may hold secrets.
 */
import { KEY } from "./kept-mark.js";
import { defaultInputs } from "../state/store.js";

/** @import { Inputs, State } from "../state/model" */

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
