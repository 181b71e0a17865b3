/**
 * Starts Pyodide from the snapshot of a started Python that the build has made. In it our modules
 * are already imported. buildtools/snapshot.mjs describes the format of the file.
 *
 * This uses parts of Pyodide that are not public. So everything is checked before it is used, and
 * whatever does not fit throws an error. The caller then starts the plain way.
 */

import { UNPACKED } from "../offline/names.js";

/** @import { Downloads } from "./downloads.js" */

/**
 * The parts of the runtime's module that are used here.
 * @typedef {object} Runtime
 * @property {Uint8Array<ArrayBuffer>} HEAPU8
 * @property {(more: number) => number} _sbrk  `_sbrk(0)` returns the end of the memory that is in
 *   use.
 * @property {number} __PyRuntime
 * @property {number} __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET
 */
/**
 * The content of the file: the memory, as its difference from that of a fresh runtime.
 * @typedef {object} Content
 * @property {number} memory  Size of the memory in bytes.
 * @property {Uint8Array<ArrayBuffer>} header  Pyodide's own header.
 * @property {Uint32Array} runs  For each run of bytes its offset in the memory and its length.
 * @property {Uint8Array<ArrayBuffer>} bytes  The bytes of all runs, one after another.
 * @property {number} used  The size in bytes of the part of the fresh memory that may hold other
 *   bytes than zeros.
 * @property {number} sum  Checksum of that part.
 */

/** The first number of the file. It identifies the format. */
const MAGIC = 0x706e7333;
/** Size in bytes of the numbers before the runs. */
const HEAD = 24;
/** The part of the fresh memory that is kept, in bytes. The runtime's constants take less. */
const CONSTANTS = 1 << 22;

/**
 * Returns the options for `loadPyodide`. They must be passed on at once, without waiting: the
 * snapshot and the wasm are prepared at the same time.
 * @param {Downloads} downloads
 * @param {string} folder  Absolute URL of the runtime, with a slash at the end.
 * @param {{ response: Promise<Response>, memory: number, header: number }} packed
 *   The file, and the sizes in bytes that it must have: of the memory and of the header.
 */
export function snapshotOptions(downloads, folder, { response, memory, header }) {
  const content = response.then(async (file) => {
    const found = await unpack(file);
    if (found.memory !== memory || found.header.length !== header)
      throw new Error("the snapshot is of another build");
    return found;
  });
  content.catch(() => {}); // awaited below, when the runtime is there
  // Pyodide would copy the whole memory from here. It gets the header only, and `restore` writes
  // the memory directly, which is half the work.
  const given = new Uint8Array(header);
  return {
    _loadSnapshot: given,
    // The modules that run first are already imported. Later imports wait for the real library.
    stdLibURL: EMPTY,
    /** @param {{ preRun: ((module: Runtime) => void)[], INITIAL_MEMORY?: number }} settings */
    async createPyodideModule(settings) {
      const { default: create } =
        /** @type {{ default: (settings: object) => Promise<Runtime> }} */ (
          await downloads.load(`${folder}pyodide.asm.mjs`)
        );
      /** @type {Uint8Array<ArrayBuffer>} */
      let fresh = new Uint8Array();
      /**
       * The place at which the runtime keeps the one function that depends on the browser, and its
       * value.
       */
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
      // One after the other: when the snapshot does not fit, no part of this start is still at
      // work.
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
 * Removes the snapshot from the options, which Pyodide keeps for ever.
 * @param {import("./start-pyodide.js").Pyodide} pyodide
 */
export function forgetSnapshot(pyodide) {
  const config = pyodide._api?.config;
  delete config?._loadSnapshot;
  delete config?.createPyodideModule;
}

/** An empty address, which `Downloads.serve` never requests from the network. */
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
 * Turns the memory of a fresh runtime into that of the snapshot.
 * @param {Runtime} module
 * @param {Uint8Array<ArrayBuffer>} fresh  The beginning of its memory before anything ran.
 * @param {Content} content
 * @throws {Error}  when the snapshot belongs to another runtime.
 */
function restore(module, fresh, { runs, bytes, used, sum }) {
  if (used > fresh.length) throw new Error("the snapshot is of another runtime");
  const constants = new Int32Array(fresh.buffer, 0, used / 4);
  let found = 0;
  for (let at = 0; at < constants.length; at += 1)
    found = (Math.imul(found, 31) + (constants[at] ?? 0)) | 0;
  if (found >>> 0 !== sum) throw new Error("the snapshot is of another runtime");

  // What the runtime has written by itself until now is removed.
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

/**
 * Combines the bytes of two arrays of the same length with xor.
 * @param {Uint8Array} bytes  Is changed.
 * @param {Uint8Array} others
 */
function combine(bytes, others) {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (bytes[at] ?? 0) ^ (others[at] ?? 0);
}
