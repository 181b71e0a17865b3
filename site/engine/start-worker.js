const NAME = "jwt-playground-engine";

/**
 * Starts the worker so that the page's Content Security Policy holds in it too.
 *
 * A worker loaded from a network URL gets its policy from that response's
 * headers, and a static host sends none: the page's `<meta>` policy would not
 * bind it. A worker from a `blob:` URL inherits the page's policy. So the blob
 * holds one line that imports the real module, and `connect-src 'self'` binds
 * Python as well.
 *
 * Where the site's service worker is at work, it puts the policy into the headers
 * of that response. Firefox needs that way: there, what a worker from a blob
 * imports is asked of the network, and without one it does not start.
 *
 * @param {string} workerUrl  Absolute.
 * @returns {Worker}
 */
export function startWorker(workerUrl) {
  if (!BUILD.singleFile && navigator.serviceWorker?.controller)
    return new Worker(workerUrl, { type: "module", name: NAME });
  return startSource(`import ${JSON.stringify(workerUrl)};`, "module");
}

/** @param {string} source @param {WorkerType} type @returns {Worker} */
export function startSource(source, type) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type, name: NAME });
  // Until the first sign of life the browser may still have to read the blob.
  const release = () => URL.revokeObjectURL(url);
  worker.addEventListener("message", release, { once: true });
  worker.addEventListener("error", release, { once: true });
  return worker;
}
