/**
 * Starts Pyodide from the snapshot of a started one that the build has made
 * (buildtools/snapshot.mjs, which tells the format). Our modules are imported in it.
 *
 * It uses parts of Pyodide that are not public. So everything is checked before it
 * is used, and whatever does not fit throws: the caller then starts the plain way.
 */

import { UNPACKED } from "../offline/names.js";

/** @import { Downloads } from "./downloads.js" */

/**
 * What is used of the runtime's module.
 * @typedef {object} Runtime
 * @property {Uint8Array<ArrayBuffer>} HEAPU8
 * @property {(more: number) => number} _sbrk  The end of what is allocated.
 * @property {number} __PyRuntime
 * @property {number} __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET
 */
/**
 * The file's content: the memory as its difference from that of a runtime in which nothing has run.
 * @typedef {object} Content
 * @property {number} memory  Its size in bytes.
 * @property {Uint8Array<ArrayBuffer>} header  Pyodide's own.
 * @property {Uint32Array} runs  Offset in the memory and length of each run of bytes.
 * @property {Uint8Array<ArrayBuffer>} bytes  Of all runs.
 * @property {number} used  Bytes of the fresh memory that may not be zero.
 * @property {number} sum  Their checksum.
 */

/** The first number of the file. */
const MAGIC = 0x706e7333;
/** Bytes of the numbers in front of the runs. */
const HEAD = 24;
/** Bytes; the runtime's constants are fewer. */
const CONSTANTS = 1 << 22;

/**
 * Options for `loadPyodide`; to be awaited by nobody before Pyodide is asked to load,
 * as snapshot and wasm are made ready side by side.
 * @param {Downloads} downloads
 * @param {string} folder  Absolute URL of the runtime.
 * @param {{ response: Promise<Response>, memory: number, header: number }} packed  The file; bytes of what it holds.
 */
export function snapshotOptions(downloads, folder, { response, memory, header }) {
  const content = response.then(async (file) => {
    const found = await unpack(file);
    if (found.memory !== memory || found.header.length !== header)
      throw new Error("the snapshot is of another build");
    return found;
  });
  content.catch(() => {}); // awaited below, when the runtime is there
  // Pyodide would copy the memory from here, which is twice the work: it gets the header only.
  const given = new Uint8Array(header);
  return {
    _loadSnapshot: given,
    // What runs instead has been imported already; a lazy import waits for the real one.
    stdLibURL: EMPTY,
    /** @param {{ preRun: ((module: Runtime) => void)[], INITIAL_MEMORY?: number }} settings */
    async createPyodideModule(settings) {
      const { default: create } =
        /** @type {{ default: (settings: object) => Promise<Runtime> }} */ (
          await downloads.load(`${folder}pyodide.asm.mjs`)
        );
      /** @type {Uint8Array<ArrayBuffer>} */
      let fresh = new Uint8Array();
      /** Where the runtime keeps the one function that depends on the browser, and that. */
      let [place, own] = [0, 0];
      settings.INITIAL_MEMORY = memory;
      settings.preRun.push((module) => {
        fresh = module.HEAPU8.slice(0, CONSTANTS);
        const view = new DataView(fresh.buffer);
        place =
          module.__PyRuntime + view.getInt32(module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET, true);
        own = view.getInt32(place, true);
        view.setInt32(place, 0, true);
      });
      // One after the other: when it does not fit, nothing of this start is left at work.
      const module = await create(settings);
      const found = await content;
      if (module.HEAPU8.length !== memory) throw new Error("the snapshot is of another runtime");
      given.set(found.header);
      restore(module, fresh, found);
      new DataView(module.HEAPU8.buffer).setInt32(place, own, true);
      return module;
    },
  };
}

/**
 * Pyodide keeps the options of its start.
 * @param {import("./start-pyodide.js").Pyodide} pyodide
 */
export function forgetSnapshot(pyodide) {
  const config = pyodide._api?.config;
  delete config?._loadSnapshot;
  delete config?.createPyodideModule;
}

/** An address that `Downloads.serve` never sees on the network. */
export const EMPTY = "data:,";

/** @param {Response} response @returns {Promise<Content>} */
async function unpack(response) {
  if (!response.body) throw new Error("the snapshot has no content");
  const plain = response.headers.has(UNPACKED)
    ? response.body
    : response.body.pipeThrough(new DecompressionStream("gzip"));
  const file = new Uint8Array(await new Response(plain).arrayBuffer());
  const [magic = 0, memory = 0, header = 0, used = 0, sum = 0, count = 0] = new Uint32Array(
    file.buffer,
    0,
    HEAD / 4,
  );
  if (magic !== MAGIC) throw new Error("the snapshot is of another build");
  const runs = new Uint32Array(file.buffer, HEAD, 2 * count);
  const from = HEAD + runs.byteLength;
  const bytes = file.subarray(from + header);
  const told = runs.reduce((sum, value, index) => (index % 2 ? sum + value : sum), 0);
  if (told !== bytes.length) throw new Error("the snapshot is cut off");
  return { memory, header: file.subarray(from, from + header), runs, bytes, used, sum };
}

/**
 * Turns the memory of a runtime that has just begun into that of the snapshot.
 * @param {Runtime} module
 * @param {Uint8Array<ArrayBuffer>} fresh  What its memory began with, before anything ran.
 * @param {Content} content
 */
function restore(module, fresh, { runs, bytes, used, sum }) {
  if (used > fresh.length) throw new Error("the snapshot is of another runtime");
  const constants = new Int32Array(fresh.buffer, 0, used / 4);
  let found = 0;
  for (let at = 0; at < constants.length; at += 1)
    found = (Math.imul(found, 31) + (constants[at] ?? 0)) | 0;
  if (found >>> 0 !== sum) throw new Error("the snapshot is of another runtime");

  // What the runtime has written by itself until now goes.
  const memory = module.HEAPU8;
  memory.set(fresh.subarray(0, used));
  memory.fill(0, used, module._sbrk(0));
  let from = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const [at = 0, length = 0] = runs.subarray(run);
    const told = bytes.subarray(from, from + length);
    from += length;
    if (at < used) combine(told, fresh.subarray(at, at + length));
    memory.set(told, at);
  }
}

/** @param {Uint8Array} bytes  Changed. @param {Uint8Array} others */
function combine(bytes, others) {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (bytes[at] ?? 0) ^ (others[at] ?? 0);
}
