/**
 * The Python modules after a start from the snapshot: every one that a request
 * usually needs is imported in there, so the files themselves are fetched when the
 * start is over.
 */
import { startDownloads } from "./downloads.js";

/** @import { Pyodide } from "./start-pyodide.js" */

/**
 * @typedef {object} PythonFiles
 * @property {() => boolean} isComplete  Whether every module can be imported.
 * @property {() => Promise<void>} fetchMissing  Makes it so; rejects with a DownloadError when a file does not come, and may be asked again.
 */

/**
 * @param {Pyodide} pyodide
 * @param {{ url: string, bytes: number }[]} missing  Files that are still to be fetched; absolute URLs.
 * @param {(url: string, data: ArrayBuffer) => void} place  Puts one where Python finds its modules.
 * @returns {PythonFiles}
 */
export function createPythonFiles(pyodide, missing, place) {
  let complete = missing.length === 0;
  /** @type {Promise<void> | null} */
  let pending = null;

  async function fetchAll() {
    const downloads = startDownloads(missing, () => {});
    const read = missing.map(async ({ url }) => ({
      url,
      data: await (await downloads.get(url)).arrayBuffer(),
    }));
    // Raced, because only `failed` names the file.
    const files = await Promise.race([Promise.all(read), downloads.failed]);
    for (const { url, data } of files) place(url, data);
    pyodide.runPython("import importlib; importlib.invalidate_caches()");
    complete = true;
  }

  return {
    isComplete: () => complete,
    async fetchMissing() {
      if (complete) return;
      pending ??= fetchAll().finally(() => (pending = null));
      await pending;
    },
  };
}
