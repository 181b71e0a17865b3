/** The workspace that the address names, such as `#view=many`. Moving there is writing it. */

/**
 * Returns the name of the workspace that a fragment names; null when it names none.
 * @param {string} hash
 */
export function viewOf(hash) {
  return /(?:^#?|&)view=([a-z]{1,20})(?:$|[/&])/.exec(hash)?.[1] ?? null;
}

/**
 * Returns what a fragment holds beside the name of the workspace, which may stand first or last.
 * @param {string} fragment  Without `#`.
 */
export function withoutView(fragment) {
  return fragment.replace(/^view=[^&]*&/, "").replace(/&view=[^&]*$/, "");
}

/**
 * Opens a workspace. The page hears of it a moment later, by the event `hashchange`.
 * @param {string} name
 */
export function goTo(name) {
  if ((viewOf(location.hash) ?? "inspect") !== name) location.hash = `view=${name}`;
}
