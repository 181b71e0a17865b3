/** Lets the user save a file that was made in the page. */
import { h } from "./dom.js";

/** How long a browser may take to begin saving, in milliseconds. */
const KEEP = 30_000;

/** @param {string} name @param {string[]} parts @param {string} type */
export function saveFile(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP);
}
