/**
 * What few visits need: reading a link or what a tab has kept, making a link, and changing the page
 * from a script. It is loaded when one of them is wanted.
 */
export { patchOf } from "./state-patch.js";
export { followLink, restoreKept } from "./links/taken.js";
export { mountShare } from "./shell/share.js";
