/**
 * Runs before a page's own scripts: keeps Python's WebAssembly memory at hand, as
 * `wasmMemory`, in the page or in the worker that it starts. For memory.py only.
 */
(() => {
  const NOTE = `{
    const note = (made) => {
      const { exports } = made.instance ?? made;
      self.wasmMemory ??= Object.values(exports).find((each) => each instanceof WebAssembly.Memory);
      return made;
    };
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const own = WebAssembly[name];
      WebAssembly[name] = (...given) => own(...given).then(note);
    }
  }`;
  const { Blob } = window;
  // Our worker starts from a line in a blob; imports run before the rest, wherever they stand.
  window.Blob = class extends Blob {
    /** @param {BlobPart[]} parts @param {BlobPropertyBag} [options] */
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [...parts, NOTE] : parts, options);
    }
  };
  const here = document.createElement("script");
  here.textContent = NOTE;
  if (location.pathname.includes("/plain/")) document.documentElement.append(here);
})();
