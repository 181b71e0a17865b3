/**
 * What few visits need: reading a link or what a tab has kept, and making a link. It is loaded when
 * one of them is wanted.
 */
export { followLink, restoreKept } from "./links/taken.js";
export { mountShare } from "./shell/share.js";
