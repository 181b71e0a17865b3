/**
 * Fetches the files that a start needs, all at once and from the first moment,
 * and counts the bytes as they come in. Knows nothing of what the files are for.
 *
 * Pyodide calls `fetch` itself. While it starts, `serve` stands in for `fetch`
 * and hands out the responses that are already under way, so each file is
 * fetched once, and the wasm still compiles while it streams in.
 */
import { importFile, openFile } from "./files.js";

/** Why a file did not arrive, in a sentence for people. */
export class DownloadError extends Error {
  /** @param {string} message @param {string} url  The file's. */
  constructor(message, url) {
    super(message);
    this.url = url;
  }
}

/**
 * @typedef {object} Downloads
 * @property {(url: string) => Promise<Response>} get  The file's response; its body can be read once.
 * @property {typeof fetch} serve  Stands in for `fetch`: the files by `get`, the rest by the network.
 * @property {(url: string) => Promise<unknown>} load  The file as a module.
 * @property {Promise<never>} failed  Rejects with a DownloadError as soon as any file fails.
 */

/**
 * @param {{ url: string, bytes: number }[]} files  Absolute URLs and sizes. Names ending in `.mjs` are modules.
 * @param {(loaded: number) => void} onProgress  Bytes so far.
 * @returns {Downloads}
 */
export function startDownloads(files, onProgress) {
  const network = globalThis.fetch; // itself, also while `serve` stands in for it
  let loaded = 0;
  /** @type {(reason: DownloadError) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_resolve, reject) => (fail = reject));
  failed.catch(() => {}); // whoever races it sees the error; no second report

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
  async function fetchCounted(file) {
    const response = await openFile(file.url).catch((/** @type {unknown} */ cause) => {
      throw failure(file.url, `could not be fetched (${cause})`);
    });
    if (!response.ok || !response.body) {
      throw failure(file.url, `could not be fetched (the server answered ${response.status})`);
    }
    let received = 0;
    const counter = new TransformStream({
      /** @param {Uint8Array} chunk @param {TransformStreamDefaultController<Uint8Array>} out */
      transform(chunk, out) {
        received += chunk.byteLength;
        count(chunk.byteLength);
        out.enqueue(chunk);
      },
      flush() {
        if (received !== file.bytes) {
          throw failure(file.url, `is damaged (${received} bytes where ${file.bytes} were expected)`);
        }
      },
    });
    // Streaming compilation insists on this type, and not every host sends it.
    const headers = file.url.endsWith(".wasm") ? { "Content-Type": "application/wasm" } : undefined;
    return new Response(response.body.pipeThrough(counter), { headers });
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
  for (const file of files) {
    const pending = file.url.endsWith(".mjs") ? importCounted(file) : fetchCounted(file);
    pending.catch(() => {}); // told through `failed`
    (file.url.endsWith(".mjs") ? modules : responses).set(file.url, pending);
  }

  /** @param {string} url */
  function get(url) {
    const response = responses.get(url);
    return response ?? Promise.reject(failure(url, "is missing from this build's list of files"));
  }

  return {
    get,
    serve: (input, init) => responses.get(addressOf(input)) ?? network(input, init),
    load: (url) => modules.get(url) ?? importCounted({ url, bytes: 0 }),
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
