/** The page's side of the service worker: it registers the service worker when the page is idle. */
import { holdBuild, nameOfBuild, TIDY } from "./names.js";

/**
 * Whether the service worker answered with this page. (It asks the network only when the browser
 * has emptied its cache.)
 */
export const isKept = () => Boolean(navigator.serviceWorker?.controller);

/**
 * @param {Promise<void>} ready  Resolves when the engine has started. Until then all downloads are
 *   for the page.
 * @param {string} scope  Absolute URL of the site's folder, with a slash at the end.
 */
export function keepOffline(ready, scope) {
  // There is no service worker on plain HTTP, in a page from a disk, and in some private windows.
  // The page works without it.
  if (!("serviceWorker" in navigator)) return;
  const build = document.querySelector('meta[name="build"]')?.getAttribute("content") ?? "";
  // Held until the page is closed: for that long, the service worker keeps this build's files.
  void holdBuild(nameOfBuild(scope, build));
  ready
    .then(whenIdle)
    .then(() => register(scope))
    .catch(() => {});
}

/** @param {string} scope */
async function register(scope) {
  const registration = await navigator.serviceWorker.register(`${scope}sw.js`, { scope });
  if (!registration.active) return;
  registration.active.postMessage(TIDY);
  // Browsers look for a new build by themselves after a visit. But they put it off while there is
  // other work, often until the page is closed, and then it never happens. Some visits (Shift and
  // reload) bypass the service worker altogether.
  await registration.update();
}

/** @returns {Promise<void>} */
function whenIdle() {
  return new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => done());
    else setTimeout(done, 200); // Safari
  });
}
