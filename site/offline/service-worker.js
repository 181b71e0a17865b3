/**
 * Keeps the whole site at hand, so that it opens without a network.
 *
 * The page is always answered from the newest build that has arrived as a whole,
 * and so is all it asks for: files carry the hash of their contents in their
 * names. So a new build may take over at once, while pages of the old one are
 * open: they go on finding the old build's files, which are deleted only when
 * the last such page is gone; the next load of the page is the new build.
 */
import { createCaches } from "./caches.js";
import { TIDY } from "./names.js";

/** @import { ServiceWorkerScope } from "./events" */

const worker = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const store = createCaches(scope);
const names = new Set(OFFLINE.files.map(({ name }) => name));

/** The engine's worker, of any build. */
const ENGINE = /^assets\/worker-[^/]+\.js$/;

/** Folders in which other builds keep files of other names. */
const HASHED = /^(assets|packages-[^/]+|pyodide-[^/]+)\//;

worker.addEventListener("install", (event) => {
  event.waitUntil(store.fill().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const { installing, waiting } = worker.registration;
  // A newer build that is on its way must not lose its cache; it will tidy up itself.
  if (event.data === TIDY && !installing && !waiting) event.waitUntil(store.tidy());
});

worker.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

/**
 * What is not the site's own is left to the browser. Nothing is ever stored
 * here: a query, which may hold a token, opens the page as it would without
 * one, and goes no further.
 * @param {Request} request
 * @returns {Promise<Response> | null}
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

/** A worker started by its address has the policy of its own headers only (see ../engine/start-worker.js). @param {Response} response */
function bound(response) {
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", OFFLINE.policy);
  return new Response(response.body, { status: response.status, headers });
}

/** The network is asked where the browser has emptied the cache. @param {Promise<Response | null>} kept @param {Request} request */
async function found(kept, request) {
  return (await kept.catch(() => null)) ?? fetch(request);
}
