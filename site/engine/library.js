/**
 * The Python modules after a start from the snapshot: every one that a request
 * usually needs is imported in there, so the files themselves are fetched when the
 * start is over.
 */
import { startDownloads } from "./downloads.js";

/** @import { Pyodide } from "./pyodide.js" */

/**
 * @typedef {object} Library
 * @property {() => boolean} isWhole  Whether every module can be imported.
 * @property {() => Promise<void>} complete  Makes it so; rejects with a DownloadError when a file does not come, and may be asked again.
 */

/**
 * @param {Pyodide} pyodide
 * @param {{ url: string, bytes: number }[]} missing  Files that are still to be fetched; absolute URLs.
 * @param {(url: string, data: ArrayBuffer) => void} place  Puts one where Python finds its modules.
 * @returns {Library}
 */
export function createLibrary(pyodide, missing, place) {
  let whole = missing.length === 0;
  /** @type {Promise<void> | null} */
  let pending = null;

  async function fetchThem() {
    const downloads = startDownloads(missing, () => {});
    const read = missing.map(async ({ url }) => ({ url, data: await (await downloads.get(url)).arrayBuffer() }));
    // Raced, because only `failed` names the file.
    const files = await Promise.race([Promise.all(read), downloads.failed]);
    for (const { url, data } of files) place(url, data);
    pyodide.runPython("import importlib; importlib.invalidate_caches()");
    whole = true;
  }

  return {
    isWhole: () => whole,
    async complete() {
      if (whole) return;
      pending ??= fetchThem().finally(() => (pending = null));
      await pending;
    },
  };
}
