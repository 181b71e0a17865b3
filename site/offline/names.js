/** What page and service worker have to call by the same name, and how both keep it. */

/**
 * The header of a response whose gzip file has been unpacked when it was stored, so that
 * no later visit has to; it tells the bytes.
 */
export const UNPACKED = "X-Unpacked-Length";

/** The page's message to the service worker: now is a good time to delete what nobody uses. */
export const TIDY = "tidy";

/**
 * The cache that holds one build, and the lock that a page of that build holds
 * while it is open. Several copies of the site may share an origin, so the
 * site's folder is part of it.
 * @param {string} scope  Absolute URL of the site's folder, with a slash at the end.
 * @param {string} build
 */
export function nameOfBuild(scope, build) {
  return `jwt-playground ${scope} build ${build}`;
}

/**
 * Keeps a build's cache from being deleted as long as this page or worker runs.
 * Resolves when it is safe, which is at once unless it is being deleted right now.
 * @param {string} name  See `nameOfBuild`.
 * @returns {Promise<void>}
 */
export function holdBuild(name) {
  return new Promise((held) => {
    // Without locks (browsers before 2022) nothing is ever deleted, and nothing need be held.
    if (!navigator.locks) return held();
    const forever = () => {
      held();
      return new Promise(() => {});
    };
    navigator.locks.request(name, { mode: "shared" }, forever).catch(() => held());
  });
}
