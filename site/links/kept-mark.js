/**
 * Whether the inputs are kept in the tab's own storage (`sessionStorage`). The page's first script
 * asks that, so this module is small.
 */

/** Other pages of this origin may keep things of their own in the tab. */
export const KEY = "jwt-playground-kept";

/** Tells whether the user wants the inputs kept. */
export function isKeeping() {
  return stored() !== null;
}

/** Returns what is kept, as it was written; null when nothing is. */
export function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
