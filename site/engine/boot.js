/**
 * Starts Python: first Pyodide, then our modules, then one real request as a proof that all works.
 *
 * The worker knows only `boot`. It reports progress and resolves with the functions that the worker
 * calls. There are two ways to start: from the snapshot of a started Python that the build has
 * made, and the plain way, which is taken when there is no snapshot or when it does not fit.
 */
import { inOrder } from "./download-order.js";
import { DownloadError, startDownloads } from "./downloads.js";
import { resolve } from "./build-files.js";
import { startPyodide } from "./start-pyodide.js";
import {
  DOWNLOADING_PYTHON,
  LOADING_PYJWT,
  STARTING_PYTHON,
  UNPACKING_PYTHON,
} from "./progress-texts.js";
import { createPythonFiles } from "./python-files.js";

/** @import { LoadStage, LoadStatus } from "./contract" */
/** @import { Pyodide } from "./start-pyodide.js" */

/** The folder for our modules in Python's in-memory file system. */
const MODULES = "/lib/jwt_playground";
/** The path at which Python looks for the standard library. */
const STDLIB = "/lib/python314.zip";

/**
 * A Python that has been started.
 * @typedef {object} Engine
 * @property {(request: string) => string | import("./call-python.js").Conversation} begin
 *   Python's `protocol.begin`: takes a request as JSON text.
 * @property {(archive: ArrayBuffer, format: "wheel" | "zip") => void} unpack  Unpacks a wheel, or a
 *   zip of our build, to the folder where Python finds its modules.
 * @property {(module: string) => void} proveImport  Throws when Python cannot import the module.
 * @property {import("./python-files.js").PythonFiles} pythonFiles  The Python files that the start
 *   does not wait for.
 */

/**
 * @param {(status: LoadStatus) => void} report  Called at every step, and while bytes come in.
 * @returns {Promise<Engine>}
 * @throws {Error}  The message is for people: what went wrong, and what to do.
 */
export async function boot(report) {
  if (typeof WebAssembly !== "object") {
    throw new Error(
      "This browser does not run WebAssembly, which Python needs here. " +
        "Allow it in the browser's security settings, or open the page in another browser.",
    );
  }
  const snapshot = BUILD.snapshot;
  try {
    if (snapshot && typeof DecompressionStream === "function") {
      const from = { ...snapshot, url: resolve(snapshot.url) };
      try {
        return await start(from, report);
      } catch (cause) {
        // The plain start needs all other files as well: if one of those is missing, it would fail,
        // too.
        if (cause instanceof DownloadError && cause.url !== from.url) throw cause;
        console.info("Starting without the snapshot:", cause);
      }
    }
    return await start(null, report);
  } catch (cause) {
    throw new Error(explain(cause), { cause });
  }
}

/**
 * @param {typeof BUILD.snapshot} snapshot
 * @param {(status: LoadStatus) => void} report
 * @returns {Promise<Engine>}
 */
async function start(snapshot, report) {
  const all = BUILD.startFiles.map(({ url, bytes }) => ({ url: resolve(url), bytes }));
  const archive = resolve(BUILD.python);
  // The snapshot contains every module that a request usually needs, already imported.
  const late = snapshot ? all.filter(({ url }) => url === archive || isStdlib(url)) : [];
  const needed = all.filter((file) => !late.includes(file));
  const ordered = inOrder(snapshot ? [...needed, snapshot] : needed);
  const files = ordered.filter(({ url }) => url !== snapshot?.url);
  const apart = ordered.filter(({ url }) => url === snapshot?.url);
  const total = files.reduce((sum, { bytes }) => sum + bytes, snapshot?.bytes ?? 0);
  const message = BUILD.singleFile ? UNPACKING_PYTHON : DOWNLOADING_PYTHON;
  /** @type {LoadStatus} */
  let status = { stage: "runtime", loaded: 0, total, message };
  report(status);
  /** @param {LoadStage} stage @param {string} message */
  const enter = (stage, message) => {
    status = { ...status, stage, message };
    report(status);
  };
  const counts = { files: 0, snapshot: 0 };
  /** @param {Partial<typeof counts>} more */
  const count = (more) => {
    Object.assign(counts, more);
    const loaded = counts.files + counts.snapshot;
    status = { ...status, loaded };
    report(status);
    // Pyodide starts while its files still come in. From now on only Python itself is waited for.
    if (loaded === total && status.stage === "runtime") enter("python", STARTING_PYTHON);
  };
  const downloads = startDownloads(files, (loaded) => count({ files: loaded }));
  const content = snapshot && {
    ...snapshot,
    response: startDownloads(apart, (loaded) => count({ snapshot: loaded })).get(snapshot.url),
  };
  // A race, because Pyodide waits for ever when its wasm does not arrive. A start from the snapshot
  // does not end early when the snapshot fails: it has to come to its own end before the plain
  // start begins.
  return Promise.race([run(), downloads.failed]);

  /** @returns {Promise<Engine>} */
  async function run() {
    const pyodide = await startPyodide(downloads, resolve(BUILD.pyodide), content);
    enter("modules", LOADING_PYJWT);
    if (snapshot) {
      // Two starts from one snapshot must not draw the same random numbers. (Whatever makes keys
      // asks the browser for random numbers each time; this is for all other code.)
      pyodide.runPython("import random; random.seed()");
    } else {
      unpackModules(pyodide, await (await downloads.get(archive)).arrayBuffer());
      pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(MODULES)})`);
    }
    const begin = importBegin(pyodide);
    proveItWorks(begin);
    return {
      begin,
      unpack: (archive, format) => pyodide.unpackArchive(archive, format, { extractDir: MODULES }),
      proveImport: (module) => pyodide.pyimport(module).destroy(),
      pythonFiles: createPythonFiles(pyodide, late, place),
    };

    /** @param {string} url @param {ArrayBuffer} data */
    function place(url, data) {
      if (isStdlib(url)) pyodide.FS.writeFile(STDLIB, new Uint8Array(data));
      else unpackModules(pyodide, data);
    }
  }
}

/** @param {string} url */
function isStdlib(url) {
  return url.endsWith("/python_stdlib.zip");
}

/**
 * @param {Pyodide} pyodide
 * @param {ArrayBuffer} archive  A tar, packed with gzip unless the service worker has unpacked it.
 */
function unpackModules(pyodide, archive) {
  const isPacked = new Uint8Array(archive, 0, 1)[0] === 0x1f; // RFC 1952 section 2.3.1
  pyodide.unpackArchive(archive, isPacked ? "gztar" : "tar", { extractDir: MODULES });
}

/**
 * @param {Pyodide} pyodide
 * @returns {Engine["begin"]}
 */
function importBegin(pyodide) {
  const protocol = pyodide.pyimport("jwt_playground.protocol");
  // This proxy is the only one that stays, for the worker's whole life. It is a copy, because the
  // module's proxy destroys the proxies of its attributes together with itself.
  const begin = protocol.begin.copy();
  protocol.destroy();
  return begin;
}

/**
 * Sends one request. A package that cannot be imported may show only when it is used, so the start
 * is complete only when a request has been answered.
 * @param {Engine["begin"]} begin
 * @throws {Error}  when it is answered with an error.
 */
function proveItWorks(begin) {
  const reply = JSON.parse(String(begin('{"op":"meta","params":{}}')));
  if (reply.ok !== true) {
    throw new Error(`the first request was answered with: ${reply.error?.message}`);
  }
}

/** @param {unknown} cause */
function explain(cause) {
  if (cause instanceof DownloadError) {
    return BUILD.singleFile
      ? `${cause.message}. This copy of the page is incomplete or damaged: get the file again.`
      : `${cause.message}. Check the connection and press Retry; ` +
          "if it stays, some of this site's files are missing or damaged on the server.";
  }
  // The last line of a Python traceback says what happened.
  const lines = String(cause instanceof Error ? cause.message : cause)
    .trim()
    .split("\n");
  return (
    `Python could not be started (${lines[lines.length - 1]}). ` +
    (BUILD.singleFile
      ? "This copy of the page may be damaged: get the file again"
      : "Reload the page") +
    "; if it stays, try a recent Chrome, Edge, Firefox or Safari."
  );
}
