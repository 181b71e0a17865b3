/**
 * One cache per build, filled with exactly that build's files. Every file is checked against its
 * hash. So a deployment that is still under way, an old HTTP cache or a damaged file can never mix
 * two builds.
 */
import { holdBuild, nameOfBuild, UNPACKED, WASM } from "./names.js";

/** @param {string} scope  Absolute URL of the site's folder, with a slash at the end. */
export function createCaches(scope) {
  const own = nameOfBuild(scope, OFFLINE.build);
  const prefix = nameOfBuild(scope, "");
  /**
   * Opened once, because every file of a start would have to wait for it.
   * @type {Promise<Cache> | undefined}
   */
  let opened;
  const earlier = async () =>
    (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);

  /**
   * Fills this build's cache, one file after the other, as the page may be at work. The files that
   * a failed attempt has stored are still there for the next one.
   *
   * The service worker of the previous build is still active, and may be about to delete caches.
   * @throws {Error}  when a file cannot be downloaded as this build has it.
   */
  async function fill() {
    await holdBuild(own);
    const cache = await caches.open(own);
    const old = await Promise.all((await earlier()).map((name) => caches.open(name)));
    for (const { name, integrity } of OFFLINE.files) {
      const url = scope + name;
      if (await cache.match(url)) continue;
      await cache.put(
        url,
        (await reuse(old, url, integrity)) ?? (await unpacked(await download(name, integrity))),
      );
    }
  }

  /** @param {string} name @param {string} integrity */
  async function download(name, integrity) {
    // The page's address is that of the folder. Some servers know it only by the name of the file.
    const addresses = name === "index.html" ? [scope, scope + name] : [scope + name];
    for (const address of addresses) {
      // The page has just loaded most of these files. First the HTTP cache is asked, which may
      // answer with an old response, as long as the hash is right; only then the server.
      for (const cache of /** @type {const} */ (["force-cache", "reload"])) {
        const response = await fetch(address, { cache, integrity }).catch(() => null);
        if (response?.ok) return response.redirected ? direct(response) : response;
      }
    }
    throw new Error(`${name} could not be had as this build has it.`);
  }

  /** Returns a file of this build, null when it is not in its cache. @param {string} name */
  async function find(name) {
    opened ??= caches.open(own);
    return (await (await opened).match(scope + name)) ?? null;
  }

  /**
   * Returns a file of an earlier build, for a page of that build that is still open.
   * @param {string} name
   */
  async function findEarlier(name) {
    for (const cache of await earlier()) {
      const found = await (await caches.open(cache)).match(scope + name);
      if (found) return found;
    }
    return null;
  }

  /**
   * Deletes the caches of other builds that nobody holds: none of their pages is open, and no
   * service worker is filling them.
   */
  async function tidy() {
    if (!navigator.locks) return; // see `holdBuild`
    for (const name of await earlier()) {
      await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? caches.delete(name) : null,
      );
    }
  }

  return { fill, find, findEarlier, tidy };
}

/** @param {Cache[]} old @param {string} url @param {string} integrity */
async function reuse(old, url, integrity) {
  for (const cache of old) {
    const found = await cache.match(url);
    if (!found) continue;
    // An unpacked file was checked before it was unpacked, and its name contains the hash of its
    // content.
    if (found.headers.has(UNPACKED) || (await integrityOf(found.clone())) === integrity)
      return found;
  }
  return null;
}

/** @param {Response} response */
async function integrityOf(response) {
  const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}

/**
 * Returns a copy: browsers do not open a page from a response that was redirected.
 * @param {Response} response
 */
async function direct(response) {
  return new Response(await response.blob(), { headers: response.headers });
}

/** @param {Response} response */
async function unpacked(response) {
  if (!response.body || !response.url.endsWith(".bin") || typeof DecompressionStream !== "function")
    return response;
  const body = await new Response(
    response.body.pipeThrough(new DecompressionStream("gzip")),
  ).arrayBuffer();
  const type = response.url.endsWith(".wasm.bin") ? WASM : "application/octet-stream";
  return new Response(body, {
    headers: { "Content-Type": type, [UNPACKED]: `${body.byteLength}` },
  });
}
