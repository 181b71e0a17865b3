const NAME = "jwt-playground-engine";

/**
 * Starts the worker so that the page's Content Security Policy holds in it as well.
 *
 * A worker that is loaded from a network URL gets its policy from the headers of that response. A
 * static host sends no such headers, so the policy in the page's `<meta>` element would not bind
 * the worker. A worker from a `blob:` URL inherits the page's policy. So the blob holds one line
 * that imports the real module, and `connect-src 'self'` binds Python as well.
 *
 * Where the site's service worker is active, it adds the policy to the headers of that response,
 * and the blob is not needed. Without a network, Firefox cannot do without this: there, the imports
 * of a worker from a blob bypass the service worker.
 * @param {string} workerUrl  Absolute URL of the worker's module.
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
  // Until the worker's first message the browser may still have to read the blob.
  const release = () => URL.revokeObjectURL(url);
  worker.addEventListener("message", release, { once: true });
  worker.addEventListener("error", release, { once: true });
  return worker;
}
