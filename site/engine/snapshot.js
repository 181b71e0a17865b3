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
 * @typedef {{ HEAPU8: Uint8Array, __PyRuntime: number, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number }} Runtime
 */

/** The first number of the file. */
const MAGIC = 0x706e7332;
/** Bytes of the numbers in front of the runs. */
const HEAD = 24;

/**
 * Options for `loadPyodide`; to be awaited by nobody before Pyodide is asked to load,
 * as snapshot and wasm are made ready side by side.
 * @param {Downloads} downloads
 * @param {string} folder  Absolute URL of the runtime.
 * @param {{ response: Promise<Response>, memory: number }} packed  The file; bytes when unpacked.
 */
export function snapshotOptions(downloads, folder, { response, memory }) {
  const snapshot = new Uint8Array(memory);
  const filled = response.then((file) => fill(snapshot, file));
  filled.catch(() => {}); // awaited below, when the runtime is there
  /** @type {Uint8Array} */
  let fresh = new Uint8Array();
  /** Where the runtime keeps the one function that depends on the browser, and that. */
  let [place, own] = [0, 0];
  return {
    _loadSnapshot: snapshot,
    // What runs instead has been imported already; a lazy import waits for the real one.
    stdLibURL: EMPTY,
    /** @param {{ preRun: ((module: Runtime) => void)[] }} settings */
    async createPyodideModule(settings) {
      const { default: create } = /** @type {{ default: (settings: object) => Promise<object> }} */ (
        await downloads.load(folder + "pyodide.asm.mjs")
      );
      // 4 MB at most: the runtime's constants, which the snapshot tells only the change of.
      settings.preRun.push((module) => {
        fresh = module.HEAPU8.slice(0, 1 << 22);
        const view = new DataView(fresh.buffer);
        place = module.__PyRuntime + view.getInt32(module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET, true);
        own = view.getInt32(place, true);
        view.setInt32(place, 0, true);
      });
      // One after the other: when it does not fit, nothing of this start is left at work.
      const module = await create(settings);
      const { header, used, sum } = await filled;
      const memory = snapshot.subarray(header);
      applyTo(memory, fresh, used, sum);
      new DataView(memory.buffer, header).setInt32(place, own, true);
      return module;
    },
  };
}

/**
 * Pyodide keeps the options of its start, and with them 30 MB that nobody needs any more.
 * @param {import("./pyodide.js").Pyodide} pyodide
 */
export function forgetSnapshot(pyodide) {
  const config = pyodide._api?.config;
  delete config?._loadSnapshot;
  delete config?.createPyodideModule;
}

/** An address that `Downloads.serve` never sees on the network. */
export const EMPTY = "data:,";

/**
 * Writes the runs to their places.
 * @param {Uint8Array} snapshot
 * @param {Response} response
 */
async function fill(snapshot, response) {
  if (!response.body) throw new Error("the snapshot has no content");
  const plain = response.headers.has(UNPACKED) ? response.body : response.body.pipeThrough(new DecompressionStream("gzip"));
  const packed = new Uint8Array(await new Response(plain).arrayBuffer());
  const numbers = new Uint32Array(packed.buffer, 0, HEAD / 4);
  const [magic = 0, size = 0, header = 0, used = 0, sum = 0, count = 0] = numbers;
  if (magic !== MAGIC || size !== snapshot.length) throw new Error("the snapshot is of another build");
  const runs = new Uint32Array(packed.buffer, HEAD, 2 * count);
  let from = HEAD + runs.byteLength;
  for (let run = 0; run < runs.length; run += 2) {
    const [at = 0, length = 0] = runs.subarray(run);
    snapshot.set(packed.subarray(from, (from += length)), at);
  }
  if (from !== packed.length) throw new Error("the snapshot is cut off");
  return { header, used, sum };
}

/**
 * Turns the difference into the memory.
 * @param {Uint8Array} memory
 * @param {Uint8Array} fresh
 * @param {number} used  Bytes of `fresh` that are not zero.
 * @param {number} sum  Their checksum.
 */
function applyTo(memory, fresh, used, sum) {
  if (used > fresh.length) throw new Error("the snapshot is of another runtime");
  const words = new Uint32Array(fresh.buffer, 0, used / 4);
  let found = 0;
  for (let at = 0; at < words.length; at += 1) found = (Math.imul(found, 31) + (words[at] ?? 0)) | 0;
  if (found >>> 0 !== sum) throw new Error("the snapshot is of another runtime");
  for (let at = 0; at < used; at += 1) memory[at] = (memory[at] ?? 0) ^ (fresh[at] ?? 0);
}
