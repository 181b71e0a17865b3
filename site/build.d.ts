/** The runtime's modules have no types of their own. */
declare module "pyodide/pyodide.mjs";
declare module "pyodide/pyodide.asm.mjs";

/** What `build.py` knows and the page needs; esbuild puts it in place of `BUILD`. URLs are relative to the bundled module. */
declare const BUILD: {
  /** Version of this project, from pyproject.toml. */
  version: string;
  /** Whether this page is one file that has all others inside (single-file.js); then URLs are only names. */
  singleFile: boolean;
  /** The worker's module. (Empty in the worker's own bundle and in a single file.) */
  worker: string;
  /** The page's own module, that of all views. (Empty in a single file.) */
  page: string;
  /** Folder of the Pyodide runtime, with a slash at the end. */
  pyodide: string;
  pyodideVersion: string;
  /** The runtime's lock file, which it insists on. It names no package: python-packages.js knows its own. */
  lock: { info: object; packages: object };
  /** Version of the npm package that helps to answer with WebCrypto. */
  joseVersion: string;
  /** Zip of the Python modules: jwt_playground and its pure-Python dependencies. */
  python: string;
  /** Every file that a start without the snapshot loads, with its size in bytes as served (uncompressed). */
  startFiles: { url: string; bytes: number }[];
  /** A started Python as the build has made it. Bytes: as served, of the memory it restores, of Pyodide's own header in it. */
  snapshot: { url: string; bytes: number; memory: number; header: number } | null;
  /** Wheels of `cryptography` and what it needs, loaded when first needed; empty in a build that has none. */
  packages: { name: string; url: string; bytes: number }[];
  /** Of all these wheels together. */
  packageBytes: number;
};
