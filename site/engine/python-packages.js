/**
 * Loads Python packages when they are first needed. Their wheels can be fetched before that. Does
 * not know what they are for.
 *
 * This module unpacks the wheels itself. `pyodide.loadPackage` would only write a warning to the
 * console when a wheel does not come, and its lock file could name other places than this site.
 */
import { startDownloads } from "./downloads.js";
import { resolve } from "./build-files.js";
import { loadingEngine } from "./progress-texts.js";

/** @import { Answer, LoadExtra } from "./contract" */
/** @import { Engine } from "./boot.js" */

/** The module that must be importable before a package counts as loaded. */
const PROOF = { cryptography: "cryptography.hazmat.primitives.asymmetric.rsa" };

/**
 * How long a failure is kept, in milliseconds, so that not every keystroke asks the server again.
 */
const STANDS = 30_000;

/** @typedef {ReturnType<typeof createPythonPackages>} PythonPackages */

/**
 * @param {Engine} engine
 * @param {(extra: LoadExtra | undefined) => void} report  Gets the progress; undefined at the end.
 */
export function createPythonPackages(engine, report) {
  const total = BUILD.packages.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = false;
  let received = 0;
  /** What the page shows while a request waits for the wheels; "" while none does. */
  let message = "";
  /** @type {Promise<ArrayBuffer[]> | null} */
  let wheels = null;
  /** @type {{ answer: Answer, until: number } | null} */
  let failed = null;

  /** @param {string} name @returns {Promise<Answer>} */
  async function load(name) {
    const proof =
      Object.hasOwn(PROOF, name) && BUILD.packages.length > 0 ? PROOF.cryptography : null;
    if (proof === null) return { error: `This build does not have the package ${name}.` };
    if (failed && performance.now() < failed.until) return failed.answer;
    try {
      await install(name, proof);
      loaded = true;
      return { value: true };
    } catch (cause) {
      console.warn(cause); // with all details, for whoever opens the console
      const lines = String(cause instanceof Error ? cause.message : cause)
        .trim()
        .split("\n");
      const error =
        `The engine “${name}” could not be loaded: ${lines[lines.length - 1]}. ` +
        (BUILD.singleFile
          ? "This copy of the page is incomplete or damaged: get the file again."
          : "Check the connection and try again in half a minute; " +
            "if it stays, some of this site's files are missing or damaged on the server.");
      failed = { answer: { error }, until: performance.now() + STANDS };
      return failed.answer;
    } finally {
      message = "";
      report(undefined);
    }
  }

  /** @param {string} name @param {string} proof */
  async function install(name, proof) {
    message = loadingEngine(name);
    const coming = fetchWheels();
    if (received < total) report({ message, loaded: received, total });
    const complete = await coming;
    // These packages import more of the standard library than our modules do.
    await engine.pythonFiles.fetchMissing();
    for (const wheel of complete) engine.unpack(wheel);
    engine.proveImport(proof);
    wheels = null;
  }

  /**
   * Fetches the wheels, once. Rejects with a DownloadError when one does not come; it can then be
   * called again.
   */
  function fetchWheels() {
    wheels ??= download().catch((cause) => {
      wheels = null;
      throw cause;
    });
    return wheels;
  }

  /** @returns {Promise<ArrayBuffer[]>} */
  function download() {
    received = 0;
    const files = BUILD.packages.map(({ url, bytes }) => ({ url: resolve(url), bytes }));
    const downloads = startDownloads(files, (done) => {
      received = done;
      if (message) report({ message, loaded: done, total });
    });
    // All wheels must be there before the first one is unpacked: half a package is worse than none.
    const whole = Promise.all(
      files.map(async ({ url }) => (await downloads.get(url)).arrayBuffer()),
    );
    // A race, because only the error of `failed` names the file that did not come.
    return Promise.race([whole, downloads.failed]);
  }

  return {
    load,
    fetchWheels,
    isLoaded: () => loaded,
    /** Whether this build has the package, and it is not loaded yet. */
    loadable: () => BUILD.packages.length > 0 && !loaded,
  };
}
