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
 * Opens a workspace at once, so that what stands in it can take the focus.
 * @param {string} name
 */
export function goTo(name) {
  if ((viewOf(location.hash) ?? "inspect") === name) return;
  location.hash = `view=${name}`;
  // By itself, the page would hear of it later.
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
