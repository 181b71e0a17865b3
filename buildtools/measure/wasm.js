/**
 * Runs before a page's own scripts: keeps Python's WebAssembly memory at hand, as
 * `wasmMemory`, in the page or in the worker that it starts. For memory.py only.
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
  // Our worker starts from a line in a blob; its import runs before the rest, wherever it stands.
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
