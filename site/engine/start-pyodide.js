/** Starts Pyodide from files that are already being downloaded. */
import { EMPTY, forgetSnapshot, snapshotOptions } from "./snapshot.js";

/** @import { Downloads } from "./downloads.js" */

/**
 * The parts of Pyodide that we need. Its own types would bring in all of it.
 * @typedef {object} Pyodide
 * @property {(buffer: ArrayBuffer, format: string, options: { extractDir: string }) => void}
 *   unpackArchive
 * @property {(name: string) => any} pyimport
 * @property {(code: string) => unknown} runPython
 * @property {{ config?: { _loadSnapshot?: unknown, createPyodideModule?: unknown } }} [_api]
 *   Not public, so it may be missing.
 * @property {{ writeFile: (path: string, data: Uint8Array) => void }} FS
 */

const WASM = "pyodide.asm.wasm";

/**
 * @param {Downloads} downloads
 * @param {string} folder  Absolute URL of the runtime, with a slash at the end.
 * @param {{ response: Promise<Response>, memory: number, header: number } | null} snapshot
 *   The snapshot to start from, with the sizes of its memory and its header in bytes; null: the
 *   plain start.
 * @returns {Promise<Pyodide>}
 */
export async function startPyodide(downloads, folder, snapshot) {
  const compiled = downloads.compile(`${folder}${WASM}.bin`);
  compiled.catch(() => {}); // its error arrives through the race below
  const options = snapshot ? snapshotOptions(downloads, folder, snapshot) : { createPyodideModule };
  const { loadPyodide } = /** @type {{ loadPyodide: (options: object) => Promise<Pyodide> }} */ (
    await downloads.load(`${folder}pyodide.mjs`)
  );
  /**
   * Imports the runtime. Pyodide would import it from its folder, which does not exist in a page of
   * one file.
   * @param {object} settings
   */
  async function createPyodideModule(settings) {
    const runtime = await downloads.load(`${folder}pyodide.asm.mjs`);
    return /** @type {{ default: (settings: object) => Promise<object> }} */ (runtime).default(
      settings,
    );
  }
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  // Nobody reads the response of the wasm: it comes from `compiled`.
  const unread = new Set([EMPTY, `${folder}${WASM}`]);
  globalThis.fetch = async (input, init) =>
    unread.has(String(input)) ? new Response() : downloads.serve(input, init);
  // When its wasm cannot be compiled, Pyodide only writes to the console and waits for ever.
  /** @type {(reason: unknown) => void} */
  let refuse = () => {};
  const refused = new Promise((_resolve, reject) => (refuse = reject));
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  try {
    // `packageBaseUrl` makes sure that Pyodide never asks its public CDN.
    const known = { indexURL: folder, packageBaseUrl: folder, lockFileContents: BUILD.lock };
    const loaded = loadPyodide({ ...known, ...options });
    const pyodide = await Promise.race([loaded, /** @type {Promise<never>} */ (refused)]);
    if (snapshot) forgetSnapshot(pyodide);
    return pyodide;
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}
