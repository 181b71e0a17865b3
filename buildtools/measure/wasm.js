/**
 * Runs before a page's own scripts. It makes Python's WebAssembly memory available as the global
 * `wasmMemory`, in the page or in the worker that the page starts. Only memory.py uses it.
 */
(() => {
  function keepMemory() {
    /** @type {["instantiate", "instantiateStreaming"]} */
    const names = ["instantiate", "instantiateStreaming"];
    for (const name of names) {
      const own = /** @type {(...given: any[]) => Promise<any>} */ (WebAssembly[name]);
      WebAssembly[name] = async (/** @type {any[]} */ ...given) => {
        const made = await own(...given);
        const { exports } = made.instance ?? made;
        const memory = Object.values(exports).find((each) => each instanceof WebAssembly.Memory);
        if (memory) Object.assign(globalThis, { wasmMemory: memory });
        return made;
      };
    }
  }
  keepMemory();
  const { Blob } = window;
  // The engine's worker starts from a blob that holds one import. This appends a call to that blob.
  // The imported module always runs before the call, but it compiles Python's wasm only later.
  window.Blob = class extends Blob {
    /** @param {BlobPart[]} [parts] @param {BlobPropertyBag} [options] */
    constructor(parts = [], options) {
      super(
        options?.type === "text/javascript" ? [...parts, `(${keepMemory})();`] : parts,
        options,
      );
    }
  };
})();
