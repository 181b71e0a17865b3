/**
 * Reads the files of a page that is one single file, in the engine's worker. The worker asks the
 * page for one file at a time and gets it as base64 text. Decoding and inflating happen here, so
 * that the page stays responsive. (The page's side is ../single-file.js.)
 */

/** The base of the files' names, which are URLs. It leads nowhere: no request ever goes there. */
export const EMBEDDED = "https://inside.invalid/assets/";

/** The number of characters that are decoded at a time. It must be a multiple of four. */
const STEP = 1 << 20;

/** @type {(port: MessagePort) => void} */
let take;
/** @type {Promise<MessagePort>} */
const page = /* @__PURE__ */ new Promise((resolve) => (take = resolve));

/**
 * Connects this worker with the page.
 * @param {MessagePort} port  The page receives names of files through it.
 */
export function connectEmbeddedFiles(port) {
  take(port);
}

function refuse() {
  throw new TypeError("This worker loads nothing.");
}

/** @param {string} url @returns {Promise<Response>} */
export async function openEmbeddedFile(url) {
  const text = await ask(decodeURI(new URL(url).pathname.slice(1)));
  if (text === null) throw new Error("this file is cut off");
  return new Response(bytesOf(text).pipeThrough(new DecompressionStream("deflate")));
}

/**
 * Imports a module of the Pyodide runtime. These modules are bundled with the worker, because
 * WebKit imports nothing in a page that was opened from a disk. It also means that the page's
 * policy only has to allow the page's own script.
 * @param {string} url
 * @returns {Promise<unknown>}
 * @throws {Error}  when the page does not contain that module.
 */
export async function importEmbeddedFile(url) {
  if (BUILD.singleFile) {
    // This worker is no module (see ../single-file.js). Pyodide tries to call `importScripts`,
    // which does not work in a module, and starts as in a module only when that fails.
    Object.assign(globalThis, { importScripts: refuse });
    if (url.endsWith("/pyodide.mjs")) return import("pyodide/pyodide.mjs");
    if (url.endsWith("/pyodide.asm.mjs")) return import("pyodide/pyodide.asm.mjs");
  }
  throw new Error("it is no part of this page");
}

/** @param {string} name @returns {Promise<string | null>} */
async function ask(name) {
  const { port1, port2 } = new MessageChannel();
  (await page).postMessage(name, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data);
    };
  });
}

/** @param {string} text  Base64. @returns {ReadableStream<Uint8Array<ArrayBuffer>>} */
function bytesOf(text) {
  let at = 0;
  return new ReadableStream({
    pull(stream) {
      if (at >= text.length) return stream.close();
      stream.enqueue(decode(text.slice(at, at + STEP)));
      at += STEP;
    },
  });
}

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer>} */
function decode(base64) {
  const { fromBase64 } = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (
    Uint8Array
  );
  if (fromBase64) return fromBase64.call(Uint8Array, base64);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
