/**
 * Hands a text to the workspace “Many tokens”. It may not be loaded yet: then the text waits here.
 */

/** @typedef {(text: string) => string | void} Taker  Shows a text, and returns the one before. */

/** @type {Taker | null} */
let taker = null;
/** @type {string | null} */
let waiting = null;

/**
 * @param {string} text
 * @returns {() => void}  Brings the text back that was there before.
 */
export function giveToMany(text) {
  const before = (taker === null ? waiting : taker(text)) ?? "";
  if (taker === null) waiting = text;
  return () => void giveToMany(before);
}

/**
 * The workspace calls this when it can show texts.
 * @param {Taker} listener
 */
export function takeForMany(listener) {
  taker = listener;
  if (waiting !== null) listener(waiting);
  waiting = null;
}

/**
 * Takes the text away, also one that waits.
 * @returns {(() => void) | null}  Brings it back. Null if there was none.
 */
export function clearMany() {
  const before = (taker === null ? waiting : taker("")) ?? "";
  waiting = null;
  return before === "" ? null : () => void giveToMany(before);
}
