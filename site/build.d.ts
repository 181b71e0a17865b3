/** The runtime's modules have no types of their own. */
declare module "pyodide/pyodide.mjs";
declare module "pyodide/pyodide.asm.mjs";

/**
 * What `build.py` knows and the page needs. esbuild puts the values in place of `BUILD`. URLs are
 * relative to the bundled module.
 */
declare const BUILD: {
  /** The version of this project, from py/jwt_playground/__init__.py. */
  version: string;
  /**
   * True when this page is one file that contains all others (single-file.js). URLs are then only
   * names.
   */
  singleFile: boolean;
  /** URL of the worker's module. Empty in the worker's own bundle and in a single file. */
  worker: string;
  /** URL of the module with all views (page.js). Empty in a single file. */
  page: string;
  /** URL of the module that reads and makes links (carried.js). Empty in a single file. */
  carried: string;
  /**
   * URL of the module that answers questions on encrypted tokens (engine/jwe.js). The worker alone
   * knows it. Empty in a single file.
   */
  jwe: string;
  /**
   * URLs of the modules that answer with noble, which is JavaScript: for signatures with curves
   * (engine/noble.js), for ML-DSA (engine/noble-ml-dsa.js), and for encrypted tokens
   * (engine/noble-jwe.js). The worker alone knows them. Empty in a single file.
   */
  noble: string;
  nobleMlDsa: string;
  nobleJwe: string;
  /**
   * URL of the module that unpacks gzip where the browser does not (engine/gunzip.js). The worker
   * alone knows it. Empty in a single file.
   */
  gunzip: string;
  /** URL of the folder with the Pyodide runtime, with a slash at the end. */
  pyodide: string;
  pyodideVersion: string;
  /**
   * The runtime's lock file, which Pyodide requires. It lists no packages: the packages of this
   * build are in `packages`.
   */
  lock: { info: object; packages: object };
  /** The version of the npm package `jose`, which helps to answer with WebCrypto. */
  joseVersion: string;
  /** URL of the zip with the Python modules: jwt_playground and its pure-Python dependencies. */
  python: string;
  /**
   * Every file that a start without the snapshot loads, with its size in bytes as it lies on the
   * server. Names that end in `.bin` are packed with gzip.
   */
  startFiles: { url: string; bytes: number }[];
  /**
   * The snapshot of a started Python that the build has made. `bytes` is the size of the file,
   * `memory` that of the memory it restores, `header` that of Pyodide's own header in it; all in
   * bytes.
   */
  snapshot: { url: string; bytes: number; memory: number; header: number } | null;
  /**
   * The wheels of `cryptography` and of what it needs. The page loads them when it is idle or needs
   * them. Empty in a build without them.
   */
  packages: { name: string; url: string; bytes: number }[];
  /**
   * Packages that are loaded when a request needs them for the first time, and not before: one zip
   * each. Every build has them.
   */
  later: { name: string; url: string; bytes: number; proof: string }[];
  /**
   * The origins of the pages that may show this one in a frame and speak to it (door.js), with a
   * space between. Empty when the build names none: then door.js is not part of it.
   */
  embedIn: string;
  /**
   * The origins of issuers from which the page may fetch keys on a click
   * (workspaces/inspect/issuer/), with a space between. Empty when the build names none: then
   * nothing of this is part of it.
   */
  connect: string;
  /** The size of all these wheels together, in bytes. */
  packageBytes: number;
};

/** A style sheet as text; see shared/adopt-style.js. */
declare module "*.lazy.css" {
  const css: string;
  export default css;
}
