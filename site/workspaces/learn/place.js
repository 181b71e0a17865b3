/**
 * Where the user is in the lessons. The tab's storage keeps the names of lesson and step only,
 * never a token or a key.
 */
import { lessonOf } from "./lessons.js";

const KEY = "jwt-playground-lesson";

/** @typedef {{ lesson: string, step: number }} Place */

/** @returns {Place | null} */
export function readPlace() {
  try {
    const { lesson: id, step } = JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? {};
    const lesson = lessonOf(id);
    const isStep = Number.isInteger(step) && step >= 0 && step < (lesson?.steps.length ?? 0);
    return lesson !== null && isStep ? { lesson: lesson.id, step } : null;
  } catch {
    return null; // the browser forbids it, or something else stands there
  }
}

/** @param {Place | null} place */
export function writePlace(place) {
  try {
    if (place === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Then the lesson begins anew after a reload.
  }
}

/**
 * Returns the name of the lesson in an address such as `#view=learn&lesson=parts`.
 * @param {string} hash
 * @returns {string | null}  Null: the address names none.
 */
export function lessonIn(hash) {
  return /^#view=learn&lesson=([^&]*)$/.exec(hash)?.[1] ?? null;
}

/** @param {string} id */
export function addressOf(id) {
  const { protocol, host, pathname } = location; // not `origin`, which is "null" for a file
  return `${protocol}//${host}${pathname}#view=learn&lesson=${id}`;
}
