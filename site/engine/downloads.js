/**
 * Fetches the files that a start needs, and counts the bytes as they come in. Does not know what
 * the files are for.
 *
 * Pyodide calls `fetch` itself. While it starts, `serve` takes the place of `fetch` and returns the
 * responses that are already under way, so each file is fetched once. The wasm is the largest file.
 * It is packed, because many hosts do not compress it. It is unpacked here as it comes in, and the
 * compiler, which does not need this thread, compiles what is there of it.
 */
import { UNPACKED, WASM } from "../offline/names.js";
import { importFile, openFile } from "./build-files.js";
import { isModule, isWasm } from "./download-order.js";
import { inflated } from "./inflate.js";

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
 * @typedef {object} File
 * @property {string} url  Absolute. Names that end in `.mjs` are modules, those in `.wasm.bin`
 *   packed WebAssembly.
 * @property {number} bytes  Its size in bytes.
 * @property {Promise<void>} [after]  The file is asked for when this resolves; at once without it.
 * @property {(bytes: number) => void} [onBytes]  Called with the number of its bytes so far.
 */

/**
 * @param {File[]} files
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

  /** @param {File} file */
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

  /**
   * Returns the content of a response, which counts its bytes and checks their number.
   * @param {File} file
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
   * @param {string | null} unpacked  The size that the file has where the service worker has
   *   unpacked it. Then all of it is here already, and is counted at once.
   * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
   */
  function counted(file, body, unpacked) {
    const expected = unpacked === null ? file.bytes : Number(unpacked);
    const reader = body.getReader();
    let received = 0;
    if (unpacked !== null) count(file.bytes);
    return new ReadableStream({
      async pull(out) {
        const { done, value } = await reader.read().catch((/** @type {unknown} */ cause) => {
          throw failure(file.url, `could not be fetched (${cause})`);
        });
        if (done && received !== expected) {
          throw failure(file.url, `is damaged (${received} bytes where ${expected} were expected)`);
        }
        if (done) return out.close();
        received += value.byteLength;
        if (unpacked === null) count(value.byteLength);
        file.onBytes?.(received);
        out.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
  }

  /** @param {File} file */
  async function fetchCounted(file) {
    const { body, headers } = await open(file);
    const unpacked = headers.get(UNPACKED);
    return new Response(
      counted(file, body, unpacked),
      unpacked === null ? {} : { headers: { [UNPACKED]: unpacked } },
    );
  }

  /** @param {File} file */
  async function compileCounted(file) {
    const { response, body, headers } = await open(file);
    const isUnpacked = headers.has(UNPACKED);
    if (isUnpacked) {
      count(file.bytes);
      file.onBytes?.(file.bytes);
    }
    // Browsers compile while bytes come in only if they have this type. The service worker sets it.
    const typed = { headers: { "Content-Type": WASM } };
    try {
      return await WebAssembly.compileStreaming(
        isUnpacked ? response : new Response(inflated(counted(file, body, null)), typed),
      );
    } catch (cause) {
      throw failure(file.url, `is damaged, or too new for this browser (${cause})`);
    }
  }

  /** @param {File} file */
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
    if (isModule(file.url)) begin(modules, importCounted);
    else if (isWasm(file.url)) begin(compiled, compileCounted);
    else begin(responses, fetchCounted);

    /**
     * @template T
     * @param {Map<string, Promise<T>>} kind
     * @param {(of: typeof file) => Promise<T>} how
     */
    function begin(kind, how) {
      const pending = file.after ? file.after.then(() => how(file)) : how(file);
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
    serve: async (input, init) => responses.get(addressOf(input)) ?? network(input, init),
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
