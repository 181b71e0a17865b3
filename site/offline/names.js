/** The names that the page and the service worker have to share, and how both hold a build. */

/**
 * The header of a stored response whose gzip file has been unpacked, so that no later visit has to
 * unpack it. Its value is the unpacked size in bytes.
 */
export const UNPACKED = "X-Unpacked-Length";

/** The type of unpacked WebAssembly. Browsers compile no other type while it comes in. */
export const WASM = "application/wasm";

/** The page's message to the service worker: now is a good time to delete what nobody uses. */
export const TIDY = "tidy";

/**
 * Returns the name of the cache that holds one build. A page of that build holds a lock of the same
 * name while it is open. Several copies of the site may share an origin, so the name contains the
 * site's folder.
 * @param {string} scope  Absolute URL of the site's folder, with a slash at the end.
 * @param {string} build
 */
export function nameOfBuild(scope, build) {
  return `jwt-playground ${scope} build ${build}`;
}

/**
 * Keeps a build's cache from being deleted as long as this page or service worker runs.
 * @param {string} name  See `nameOfBuild`.
 * @returns {Promise<void>}  Resolves when the cache is safe. That is at once, unless it is being
 *   deleted right now.
 */
export function holdBuild(name) {
  return new Promise((held) => {
    // Browsers before 2022 have no locks. There nothing is ever deleted, so nothing has to be held.
    if (!navigator.locks) return held();
    const forever = () => {
      held();
      return new Promise(() => {});
    };
    navigator.locks.request(name, { mode: "shared" }, forever).catch(() => held());
  });
}
