/** What the page has lent (encryption-kit.js). */

/** @typedef {typeof import("../encryption-kit.js").KIT} Kit */

/** @type {Kit} */
export let kit;

/** @param {Kit} lent */
export function lend(lent) {
  kit = lent;
}
