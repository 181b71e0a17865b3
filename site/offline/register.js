/** The page's side of the service worker: registers it when there is nothing better to do. */
import { holdBuild, nameOfBuild, TIDY } from "./names.js";

/** Whether the service worker answered with this page; it falls back to the network only where its cache was emptied. */
export const isKept = () => Boolean(navigator.serviceWorker?.controller);

/**
 * @param {Promise<void>} ready  When the engine has started; until then every byte is for the page.
 * @param {string} scope  The site's folder, an absolute URL.
 */
export function keepOffline(ready, scope) {
  // Not on plain HTTP, not in a file, not in some private windows: the page works without.
  if (!("serviceWorker" in navigator)) return;
  const build = document.querySelector('meta[name="build"]')?.getAttribute("content") ?? "";
  // Held until the page is gone: as long, the service worker keeps this build's files.
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
  // Browsers look for a new build by themselves after a visit, but put it off while there is
  // anything else to do, until the page is gone and it never happens; and some visits (Shift
  // and reload) go past the service worker.
  await registration.update();
}

/** @returns {Promise<void>} */
function whenIdle() {
  return new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => done());
    else setTimeout(done, 200); // Safari
  });
}
