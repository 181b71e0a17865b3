/**
 * The Python files that a start from the snapshot does not wait for. The snapshot contains every
 * module that a request usually needs, already imported. The files themselves are fetched when the
 * start is over.
 */
import { startDownloads } from "./downloads.js";

/** @import { Pyodide } from "./start-pyodide.js" */

/**
 * @typedef {object} PythonFiles
 * @property {() => boolean} isComplete  Whether all files are there, so that every module can be
 *   imported.
 * @property {() => Promise<void>} fetchMissing  Fetches the missing files. Rejects with a
 *   DownloadError when one does not come; it can then be called again.
 */

/**
 * @param {Pyodide} pyodide
 * @param {{ url: string, bytes: number }[]} missing  The files that are still to be fetched, with
 *   absolute URLs.
 * @param {(url: string, data: ArrayBuffer) => void} place  Puts a file where Python finds its
 *   modules.
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
    // A race, because only the error of `failed` names the file.
    const files = await Promise.race([Promise.all(read), downloads.failed]);
    for (const { url, data } of files) {
      place(url, data);
      // After each file, because Python may need the one to unpack the next.
      pyodide.runPython("import importlib; importlib.invalidate_caches()");
    }
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
