/**
 * Loads Python packages when they are first needed. Their files can be fetched before that. Does
 * not know what they are for.
 *
 * This module unpacks the files itself. `pyodide.loadPackage` would only write a warning to the
 * console when a wheel does not come, and its lock file could name other places than this site.
 */
import { startDownloads } from "./downloads.js";
import { resolve } from "./build-files.js";
import { loadingEngine, loadingPackage } from "./progress-texts.js";

/** @import { Answer, LoadExtra } from "./contract" */
/** @import { Engine } from "./boot.js" */

/** The package that is an engine, and may be missing in a build. */
const ENGINE = "cryptography";
/** The module that must be importable before the engine counts as loaded. */
const PROOF = "cryptography.hazmat.primitives.asymmetric.rsa";

/**
 * How long a failure is kept, in milliseconds, so that not every keystroke asks the server again.
 */
const STANDS = 30_000;

/** @typedef {ReturnType<typeof createPythonPackages>} PythonPackages */

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} title  What it is called in a sentence.
 * @property {string} loading  What the page shows while a request waits for it.
 * @property {string} proof  The module that must be importable before it counts as loaded.
 * @property {"wheel" | "zip"} format
 * @property {{ url: string, bytes: number }[]} files
 */

/**
 * @param {Engine} engine
 * @param {(extra: LoadExtra | undefined) => void} report  Gets the progress; undefined at the end.
 */
export function createPythonPackages(engine, report) {
  const ofEngine = createPackage(engine, report, {
    name: ENGINE,
    title: `The engine “${ENGINE}”`,
    loading: loadingEngine(ENGINE),
    proof: PROOF,
    format: "wheel",
    files: BUILD.packages,
  });
  const others = BUILD.later.map((file) =>
    createPackage(engine, report, {
      name: file.name,
      title: `The package “${file.name}”`,
      loading: loadingPackage(file.name),
      proof: file.proof,
      format: "zip",
      files: [file],
    }),
  );

  /** @param {string} name @returns {Promise<Answer>} */
  async function load(name) {
    const asked = [...(BUILD.packages.length > 0 ? [ofEngine] : []), ...others];
    const found = asked.find((each) => each.name === name);
    return found ? found.load() : { error: `This build does not have the package ${name}.` };
  }

  return {
    load,
    fetchWheels: ofEngine.fetchFiles,
    isLoaded: ofEngine.isLoaded,
    /** Whether this build has the engine, and it is not loaded yet. */
    loadable: () => BUILD.packages.length > 0 && !ofEngine.isLoaded(),
    /** The names of the other packages that are not loaded yet. */
    others: () => others.filter((each) => !each.isLoaded()).map(({ name }) => name),
  };
}

/**
 * @param {Engine} engine
 * @param {(extra: LoadExtra | undefined) => void} report
 * @param {Package} about
 */
function createPackage(engine, report, about) {
  const total = about.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = false;
  let received = 0;
  /** Whether a request waits for the files. */
  let waiting = false;
  /** @type {Promise<ArrayBuffer[]> | null} */
  let files = null;
  /** @type {{ answer: Answer, until: number } | null} */
  let failed = null;

  /** @returns {Promise<Answer>} */
  async function load() {
    if (failed && performance.now() < failed.until) return failed.answer;
    try {
      await install();
      loaded = true;
      return { value: true };
    } catch (cause) {
      console.warn(cause); // with all details, for whoever opens the console
      const lines = String(cause instanceof Error ? cause.message : cause)
        .trim()
        .split("\n");
      const error =
        `${about.title} could not be loaded: ${lines[lines.length - 1]}. ` +
        (BUILD.singleFile
          ? "This copy of the page is incomplete or damaged: get the file again."
          : "Check the connection and try again in half a minute; " +
            "if it stays, some of this site's files are missing or damaged on the server.");
      failed = { answer: { error }, until: performance.now() + STANDS };
      return failed.answer;
    } finally {
      waiting = false;
      report(undefined);
    }
  }

  async function install() {
    waiting = true;
    const coming = fetchFiles();
    if (received < total) tell();
    const complete = await coming;
    // These packages import more of the standard library than our modules do.
    await engine.pythonFiles.fetchMissing();
    for (const file of complete) engine.unpack(file, about.format);
    engine.proveImport(about.proof);
    files = null;
  }

  /**
   * Fetches the files, once. Rejects with a DownloadError when one does not come; it can then be
   * called again.
   */
  function fetchFiles() {
    files ??= download().catch((cause) => {
      files = null;
      throw cause;
    });
    return files;
  }

  /** @returns {Promise<ArrayBuffer[]>} */
  function download() {
    received = 0;
    const wanted = about.files.map(({ url, bytes }) => ({ url: resolve(url), bytes }));
    const downloads = startDownloads(wanted, (done) => {
      received = done;
      if (waiting) tell();
    });
    // All must be there before the first one is unpacked: half a package is worse than none.
    const whole = Promise.all(
      wanted.map(async ({ url }) => (await downloads.get(url)).arrayBuffer()),
    );
    // A race, because only the error of `failed` names the file that did not come.
    return Promise.race([whole, downloads.failed]);
  }

  function tell() {
    report({ message: about.loading, loaded: received, total });
  }

  return { name: about.name, load, fetchFiles, isLoaded: () => loaded };
}
