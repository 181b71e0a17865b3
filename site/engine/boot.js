/**
 * Starts Python: Pyodide, then our modules, then one real request as proof.
 *
 * The worker knows only `boot`'s shape: it reports progress and resolves with
 * the engine's one door, and a way to add packages. Another way to start (from a memory snapshot, say) can
 * take this file's place without the worker noticing.
 */
import { DownloadError, startDownloads } from "./downloads.js";
import { startPyodide } from "./pyodide.js";

/** @import { LoadStage, LoadStatus } from "./contract" */
/** @import { Pyodide } from "./pyodide.js" */

/** Where our modules are unpacked in Python's in-memory file system. */
const MODULES = "/lib/jwt_playground";

/**
 * What has been started.
 * @typedef {object} Engine
 * @property {(request: string) => string} handle  Python's `protocol.handle`.
 * @property {(wheel: ArrayBuffer) => void} unpack  Puts a wheel's packages where Python finds them.
 * @property {(module: string) => void} proveImport  Throws when Python cannot import the module.
 */

/**
 * @param {(status: LoadStatus) => void} report  Called with every step, and as bytes come in.
 * @returns {Promise<Engine>}
 * @throws {Error} with a message for people: what went wrong and what to do.
 */
export async function boot(report) {
  if (typeof WebAssembly !== "object") {
    throw new Error(
      "This browser does not run WebAssembly, which Python needs here. " +
        "Allow it in the browser's security settings, or open the page in another browser.",
    );
  }

  const files = BUILD.startFiles.map(({ url, bytes }) => ({ url: resolve(url), bytes }));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  /** @type {LoadStatus} */
  let status = { stage: "runtime", loaded: 0, total, message: "Downloading Python." };
  report(status);
  /** @param {LoadStage} stage @param {string} message */
  const enter = (stage, message) => report((status = { ...status, stage, message }));
  const downloads = startDownloads(files, (loaded) => {
    report((status = { ...status, loaded }));
    // Pyodide starts while its files stream in; what is left now is to wait for it.
    if (loaded === total) enter("python", "Starting Python.");
  });

  try {
    // Raced, because Pyodide waits for ever when its wasm does not arrive.
    return await Promise.race([start(), downloads.failed]);
  } catch (cause) {
    throw new Error(explain(cause), { cause });
  }

  /** @returns {Promise<Engine>} */
  async function start() {
    const pyodide = await startPyodide(downloads, resolve(BUILD.pyodide));
    enter("modules", "Loading PyJWT.");
    const archive = await (await downloads.get(resolve(BUILD.python))).arrayBuffer();
    const handle = importHandle(pyodide, archive);
    proveItWorks(handle);
    return {
      handle,
      unpack: (wheel) => pyodide.unpackArchive(wheel, "wheel", { extractDir: MODULES }),
      proveImport: (module) => pyodide.pyimport(module).destroy(),
    };
  }
}

/**
 * @param {Pyodide} pyodide
 * @param {ArrayBuffer} archive
 * @returns {(request: string) => string}
 */
function importHandle(pyodide, archive) {
  pyodide.unpackArchive(archive, "zip", { extractDir: MODULES });
  pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(MODULES)})`);
  const protocol = pyodide.pyimport("jwt_playground.protocol");
  // The one proxy that stays, for the worker's whole life: text goes in and text
  // comes out, so no call makes another. A copy, as the module's proxy takes its
  // attributes' proxies along when it is destroyed.
  const handle = protocol.handle.copy();
  protocol.destroy();
  return handle;
}

/**
 * A package that cannot be imported may only show when it is used, so the start
 * is over only when a request has been answered.
 * @param {(request: string) => string} handle
 */
function proveItWorks(handle) {
  const reply = JSON.parse(handle('{"op":"meta","params":{}}'));
  if (reply.ok !== true) {
    throw new Error(`the first request was answered with: ${reply.error?.message}`);
  }
}

/** @param {unknown} cause */
function explain(cause) {
  if (cause instanceof DownloadError) {
    return (
      `${cause.message}. Check the connection and press Retry; ` +
      "if it stays, some of this site's files are missing or damaged on the server."
    );
  }
  // A Python traceback's last line says what happened.
  const lines = String(cause instanceof Error ? cause.message : cause).trim().split("\n");
  return (
    `Python could not be started (${lines[lines.length - 1]}). ` +
    "Reload the page; if it stays, try a recent Chrome, Edge, Firefox or Safari."
  );
}

/** BUILD's URLs are relative to this module's bundle. @param {string} url */
function resolve(url) {
  return new URL(url, import.meta.url).href;
}
