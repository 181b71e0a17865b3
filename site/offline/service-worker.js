/**
 * Keeps the whole site in a cache, so that it opens without a network.
 *
 * The page always comes from the newest build that has arrived completely, and so do its files,
 * whose names contain the hash of their content. So a new build may take over at once, even while
 * pages of the old build are open. Those still find the files of the old build, which are deleted
 * only when its last page is closed. The next load of the page shows the new build.
 */
import { createCaches } from "./caches.js";
import { TIDY } from "./names.js";

/** @import { ServiceWorkerScope } from "./events" */

const worker = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const store = createCaches(scope);
const names = new Set(OFFLINE.files.map(({ name }) => name));

/** The script of the engine's worker, of any build. */
const ENGINE = /^assets\/worker-[^/]+\.js$/;

/** The folders in which builds keep files with a hash in their names. */
const HASHED = /^(assets|packages-[^/]+|pyodide-[^/]+)\//;

worker.addEventListener("install", (event) => {
  event.waitUntil(store.fill().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const { installing, waiting } = worker.registration;
  // A newer build that is being installed must not lose its cache. It deletes old caches itself.
  if (event.data === TIDY && !installing && !waiting) event.waitUntil(store.tidy());
});

worker.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

/**
 * Answers the requests for the site's own files; the browser handles all others. Nothing is ever
 * stored here. A query, which may hold a token, is ignored: it opens the page in the same way, and
 * goes no further.
 * @param {Request} request
 * @returns {Promise<Response> | null}  Null: the browser handles the request.
 */
function answerTo(request) {
  const { origin, pathname, search } = new URL(request.url);
  const address = origin + pathname;
  if (request.method !== "GET" || !address.startsWith(scope)) return null;
  if (request.mode !== "navigate" && search !== "") return null;
  const name = address.slice(scope.length) || "index.html";
  if (!names.has(name) && !HASHED.test(name)) return null;
  const answer = found(names.has(name) ? store.find(name) : store.findEarlier(name), request);
  return ENGINE.test(name) ? answer.then(bound) : answer;
}

/**
 * Adds the page's policy. A worker that is started by its address has only the policy of its own
 * headers (see ../engine/start-worker.js).
 * @param {Response} response
 */
function bound(response) {
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", OFFLINE.policy);
  return new Response(response.body, { status: response.status, headers });
}

/**
 * Asks the network when the browser has emptied the cache.
 * @param {Promise<Response | null>} kept
 * @param {Request} request
 */
async function found(kept, request) {
  return (await kept.catch(() => null)) ?? fetch(request);
}
