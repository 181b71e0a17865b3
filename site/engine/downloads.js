/**
 * Fetches the files that a start needs, all at once and from the first moment,
 * and counts the bytes as they come in. Knows nothing of what the files are for.
 *
 * Pyodide calls `fetch` itself. While it starts, `serve` stands in for `fetch`
 * and hands out the responses that are already under way, so each file is
 * fetched once. The wasm is the biggest: it goes from the network straight to the
 * compiler, which needs no help of this thread then, and is counted at its end.
 */
import { UNPACKED } from "../offline/names.js";
import { importFile, openFile } from "./build-files.js";

const WASM = "application/wasm";

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
 * @property {(url: string) => Promise<WebAssembly.Module>} compile  The file as wasm.
 * @property {Promise<never>} failed  Rejects with a DownloadError as soon as any file fails.
 */

/**
 * @param {{ url: string, bytes: number }[]} files  Absolute URLs and sizes. Names ending in `.mjs` are modules, in `.wasm` wasm.
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
    // What the service worker has unpacked for us is counted when it is all there.
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
    // Streaming compilation insists on this type, and not every host sends it.
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

    /** @template T @param {Map<string, Promise<T>>} kind @param {(of: typeof file) => Promise<T>} how */
    function begin(kind, how) {
      const pending = how(file);
      pending.catch(() => {}); // told through `failed`
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
      // Whoever wants that one takes it compiled.
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
