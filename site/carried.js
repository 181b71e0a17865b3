/**
 * What few visits need: reading a link or what a tab has kept, making a link, and the state of the
 * page for scripts. It is loaded when one of them is wanted.
 */
export { followLink, restoreKept } from "./links/taken.js";
export { createPageState } from "./page-state.js";
export { mountShare } from "./shell/share.js";
