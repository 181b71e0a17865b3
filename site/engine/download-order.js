/**
 * The order in which a start asks for its files. On a slow line, files that come at the same time
 * make each other late. So at first only the wasm is on its way, beside the page's own scripts;
 * then the runtime's modules; and the rest when there is little left of the wasm. It is compiled,
 * and the runtime is started, while the rest comes in. On a fast line this takes no longer.
 */

/** @import { File } from "./downloads.js" */

/** The parts of the wasm that must be there before other files are asked for. */
const BEFORE_MODULES = 1 / 8;
const BEFORE_THE_REST = 3 / 4;

/**
 * @param {File[]} files
 * @returns {File[]}  The same files, each with what it has to wait for.
 */
export function inOrder(files) {
  /** @type {{ share: number, open: () => void }[]} */
  let waiting = [];
  return files.map((file) =>
    isWasm(file.url)
      ? { ...file, onBytes: (bytes) => arrived(bytes / file.bytes) }
      : { ...file, after: reached(isModule(file.url) ? BEFORE_MODULES : BEFORE_THE_REST) },
  );

  /** @param {number} share  Of the wasm. @returns {Promise<void>} */
  function reached(share) {
    return new Promise((open) => waiting.push({ share, open }));
  }

  /** @param {number} share */
  function arrived(share) {
    for (const each of waiting) if (each.share <= share) each.open();
    waiting = waiting.filter((each) => each.share > share);
  }
}

/** @param {string} url */
export function isModule(url) {
  return url.endsWith(".mjs");
}

/** @param {string} url */
export function isWasm(url) {
  return url.endsWith(".wasm.bin");
}
