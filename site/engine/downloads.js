/**
 * Fetches the files that a start needs, all at once and as early as possible, and counts the bytes
 * as they come in. Does not know what the files are for.
 *
 * Pyodide calls `fetch` itself. While it starts, `serve` takes the place of `fetch` and returns the
 * responses that are already under way, so each file is fetched once. The wasm is the largest file.
 * It goes from the network straight to the compiler, which does not need this thread, and is
 * counted when it is complete.
 */
import { UNPACKED } from "../offline/names.js";
import { importFile, openFile } from "./build-files.js";

const WASM = "application/wasm";

/** Why a file did not arrive, in a sentence for people. */
export class DownloadError extends Error {
  /** @param {string} message @param {string} url  URL of the file. */
  constructor(message, url) {
    super(message);
    this.url = url;
  }
}

/**
 * @typedef {object} Downloads
 * @property {(url: string) => Promise<Response>} get  Returns the file's response. Its body can be
 *   read once.
 * @property {typeof fetch} serve  Takes the place of `fetch`: returns these files as `get` does,
 *   and all others from the network.
 * @property {(url: string) => Promise<unknown>} load  Imports the file as a module and returns its
 *   exports.
 * @property {(url: string) => Promise<WebAssembly.Module>} compile  Returns the file as a compiled
 *   WebAssembly module.
 * @property {Promise<never>} failed  Rejects with a DownloadError as soon as any file fails. Never
 *   resolves.
 */

/**
 * @param {{ url: string, bytes: number }[]} files  Absolute URLs and sizes in bytes. Names that end
 *   in `.mjs` are modules, those in `.wasm` WebAssembly.
 * @param {(loaded: number) => void} onProgress  Called with the number of bytes so far.
 * @returns {Downloads}
 */
export function startDownloads(files, onProgress) {
  const network = globalThis.fetch; // the browser's own, also while `serve` takes its place
  let loaded = 0;
  /** @type {(reason: DownloadError) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_resolve, reject) => (fail = reject));
  failed.catch(() => {}); // who waits for it sees the error; there must be no second report

  /** @param {number} bytes */
  function count(bytes) {
    loaded += bytes;
    onProgress(loaded);
  }

  /**
   * @param {string} url
   * @param {string} problem
   * @returns {DownloadError}
   */
  function failure(url, problem) {
    const error = new DownloadError(`${fileName(url)} ${problem}`, url);
    fail(error);
    return error;
  }

  /** @param {{ url: string, bytes: number }} file */
  async function open(file) {
    const response = await openFile(file.url).catch((/** @type {unknown} */ cause) => {
      throw failure(file.url, `could not be fetched (${cause})`);
    });
    const { body, headers } = response;
    if (!response.ok || !body) {
      throw failure(file.url, `could not be fetched (the server answered ${response.status})`);
    }
    return { response, body, headers };
  }

  /** @param {{ url: string, bytes: number }} file */
  async function fetchCounted(file) {
    const { body, headers } = await open(file);
    // A file that the service worker has unpacked is counted when it is complete: its size differs
    // from that of the file on the server.
    const unpacked = headers.get(UNPACKED);
    const expected = unpacked === null ? file.bytes : Number(unpacked);
    let received = 0;
    const counter = new TransformStream({
      /** @param {Uint8Array} chunk @param {TransformStreamDefaultController<Uint8Array>} out */
      transform(chunk, out) {
        received += chunk.byteLength;
        if (unpacked === null) count(chunk.byteLength);
        out.enqueue(chunk);
      },
      flush() {
        if (received !== expected) {
          throw failure(file.url, `is damaged (${received} bytes where ${expected} were expected)`);
        }
        if (unpacked !== null) count(file.bytes);
      },
    });
    return new Response(
      body.pipeThrough(counter),
      unpacked === null ? {} : { headers: { [UNPACKED]: unpacked } },
    );
  }

  /** @param {{ url: string, bytes: number }} file */
  async function compileCounted(file) {
    const { response, body, headers } = await open(file);
    // Streaming compilation requires this type, and not every server sends it.
    const isTyped = headers.get("Content-Type")?.startsWith(WASM);
    try {
      const module = await WebAssembly.compileStreaming(
        isTyped ? response : new Response(body, { headers: { "Content-Type": WASM } }),
      );
      count(file.bytes);
      return module;
    } catch (cause) {
      const what =
        cause instanceof WebAssembly.CompileError
          ? "is damaged, or too new for this browser"
          : "could not be fetched";
      throw failure(file.url, `${what} (${cause})`);
    }
  }

  /** @param {{ url: string, bytes: number }} file */
  async function importCounted(file) {
    try {
      const module = await importFile(file.url);
      count(file.bytes);
      return module;
    } catch (cause) {
      throw failure(file.url, `could not be loaded (${cause})`);
    }
  }

  /** @type {Map<string, Promise<Response>>} */
  const responses = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const modules = new Map();
  /** @type {Map<string, Promise<WebAssembly.Module>>} */
  const compiled = new Map();
  for (const file of files) {
    if (file.url.endsWith(".mjs")) begin(modules, importCounted);
    else if (file.url.endsWith(".wasm")) begin(compiled, compileCounted);
    else begin(responses, fetchCounted);

    /**
     * @template T
     * @param {Map<string, Promise<T>>} kind
     * @param {(of: typeof file) => Promise<T>} how
     */
    function begin(kind, how) {
      const pending = how(file);
      pending.catch(() => {}); // `failed` reports it
      kind.set(file.url, pending);
    }
  }

  /** @param {string} url */
  const unlisted = (url) =>
    Promise.reject(failure(url, "is missing from this build's list of files"));

  return {
    get: (url) => responses.get(url) ?? unlisted(url),
    compile: (url) => compiled.get(url) ?? unlisted(url),
    load: (url) => modules.get(url) ?? importCounted({ url, bytes: 0 }),
    serve: async (input, init) => {
      const url = addressOf(input);
      // Who asks for the wasm gets it from `compile`, so nobody reads this response.
      return compiled.has(url) ? new Response() : (responses.get(url) ?? network(input, init));
    },
    failed,
  };
}

/** @param {RequestInfo | URL} input */
function addressOf(input) {
  return input instanceof Request ? input.url : String(input);
}

/** @param {string} url */
function fileName(url) {
  return new URL(url).pathname.split("/").pop() || url;
}
