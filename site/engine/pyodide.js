/** Starts Pyodide from files that are already on their way. */

/** @import { Downloads } from "./downloads.js" */

/**
 * What we need of it; its own types would bring in all of it.
 * @typedef {object} Pyodide
 * @property {(buffer: ArrayBuffer, format: string, options: { extractDir: string }) => void} unpackArchive
 * @property {(name: string) => any} pyimport
 * @property {(code: string) => unknown} runPython
 */

/**
 * @param {Downloads} downloads
 * @param {string} folder  Absolute URL of the runtime, with a slash at the end.
 * @returns {Promise<Pyodide>}
 */
export async function startPyodide(downloads, folder) {
  const { loadPyodide } = /** @type {{ loadPyodide: (options: object) => Promise<Pyodide> }} */ (
    await downloads.load(folder + "pyodide.mjs")
  );
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = downloads.serve;
  // Pyodide only logs when its wasm cannot be compiled, and waits for ever.
  const refused = new Promise((_resolve, reject) => {
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        return await instantiateStreaming(source, imports);
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
  try {
    // `packageBaseUrl` keeps Pyodide from ever looking at its public CDN.
    const loaded = loadPyodide({ indexURL: folder, packageBaseUrl: folder });
    return await Promise.race([loaded, /** @type {Promise<never>} */ (refused)]);
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}
