/**
 * The files of a page that is one single file, as its worker reads them: asked of
 * the page one by one, each a text in base64, and decoded and inflated here, so
 * that the page goes on being quick. (The page's side is ../single-file.js.)
 */

/** The files' names are URLs below this one. It leads nowhere: no request ever goes there. */
export const EMBEDDED = "https://inside.invalid/assets/";

/** Characters that are decoded at a time; a multiple of four. */
const STEP = 1 << 20;

/** @type {(port: MessagePort) => void} */
let take;
/** @type {Promise<MessagePort>} */
const page = /* @__PURE__ */ new Promise((resolve) => (take = resolve));

/** @param {MessagePort} port  Where the page waits for names of files. */
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
 * These are bundled with the worker: WebKit imports nothing in a page from a disk, and
 * so the page's policy needs to allow no script but its own.
 * @param {string} url
 * @returns {Promise<unknown>}
 */
export async function importEmbeddedFile(url) {
  if (BUILD.singleFile) {
    // This worker is no module (see ../single-file.js). Pyodide tries what a module cannot
    // do, and starts only where it fails.
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
