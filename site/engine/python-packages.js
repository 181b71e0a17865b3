/**
 * Loads Python packages when they are first needed. Does not know what they are for.
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

/**
 * @param {Engine} engine
 * @param {(extra: LoadExtra | undefined) => void} report  Gets the progress; undefined at the end.
 */
export function createPythonPackages(engine, report) {
  let loaded = false;
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
      report(undefined);
    }
  }

  /** @param {string} name @param {string} proof */
  async function install(name, proof) {
    const files = BUILD.packages.map(({ url, bytes }) => ({ url: resolve(url), bytes }));
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const message = loadingEngine(name);
    report({ message, loaded: 0, total });
    const downloads = startDownloads(files, (done) => report({ message, loaded: done, total }));
    // All wheels must be there before the first one is unpacked: half a package is worse than none.
    const whole = Promise.all(
      files.map(async ({ url }) => (await downloads.get(url)).arrayBuffer()),
    );
    // A race, because only the error of `failed` names the file that did not come.
    const wheels = await Promise.race([whole, downloads.failed]);
    // These packages import more of the standard library than our modules do.
    await engine.pythonFiles.fetchMissing();
    for (const wheel of wheels) engine.unpack(wheel);
    engine.proveImport(proof);
  }

  return {
    load,
    /** Whether this build has the package, and it is not loaded yet. */
    loadable: () => BUILD.packages.length > 0 && !loaded,
  };
}
