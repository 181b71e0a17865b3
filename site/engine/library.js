/**
 * The standard library after a start from the snapshot: every module that the
 * engine uses is imported in there, so the rest is fetched when the start is over.
 */
import { startDownloads } from "./downloads.js";

/** @import { Pyodide } from "./pyodide.js" */

/** Where Python looks for it. */
const PLACE = "/lib/python314.zip";

/**
 * @typedef {object} Library
 * @property {() => boolean} isWhole  Whether every module of it can be imported.
 * @property {() => Promise<void>} complete  Makes it so; rejects with a DownloadError when the file does not come, and may be asked again.
 */

/**
 * @param {Pyodide} pyodide
 * @param {{ url: string, bytes: number } | null} missing  The file that is still to be fetched; its URL is absolute.
 * @returns {Library}
 */
export function createLibrary(pyodide, missing) {
  let whole = missing === null;
  /** @type {Promise<void> | null} */
  let pending = null;

  /** @param {{ url: string, bytes: number }} file */
  async function fetchIt(file) {
    const downloads = startDownloads([file], () => {});
    const read = downloads.get(file.url).then((response) => response.arrayBuffer());
    // Raced, because only `failed` names the file.
    const data = await Promise.race([read, downloads.failed]);
    pyodide.FS.writeFile(PLACE, new Uint8Array(data));
    pyodide.runPython("import importlib; importlib.invalidate_caches()");
    whole = true;
  }

  return {
    isWhole: () => whole,
    async complete() {
      if (missing === null || whole) return;
      pending ??= fetchIt(missing).finally(() => (pending = null));
      await pending;
    },
  };
}
