/**
 * One cache for each build, filled with exactly that build's files: every one is
 * checked against its hash, so a deployment that is under way, an old HTTP cache
 * or a damaged file can never end in a mix of two builds.
 */
import { holdBuild, nameOfBuild, UNPACKED } from "./names.js";

/** @param {string} scope  Absolute URL of the site's folder, with a slash at the end. */
export function createCaches(scope) {
  const own = nameOfBuild(scope, OFFLINE.build);
  const prefix = nameOfBuild(scope, "");
  /** @type {Promise<Cache> | undefined} Opened once: every file of a start would wait for it. */
  let opened;
  const earlier = async () =>
    (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);

  /**
   * Fills this build's cache. One file after the other: the page may be at work.
   * What an attempt got before it failed is there for the next one.
   *
   * The worker before this one is active still, and may be about to tidy up.
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
    // The page's address is the folder's; hosts that do not know it by that one do by its name.
    const addresses = name === "index.html" ? [scope, scope + name] : [scope + name];
    for (const address of addresses) {
      // The page has just loaded most of this: whatever the HTTP cache has will do, however
      // old, if it is these bytes. Only then is the server asked.
      for (const cache of /** @type {const} */ (["force-cache", "reload"])) {
        const response = await fetch(address, { cache, integrity }).catch(() => null);
        if (response?.ok) return response.redirected ? direct(response) : response;
      }
    }
    throw new Error(`${name} could not be had as this build has it.`);
  }

  /** A file of this build, null when it is not in its cache. @param {string} name */
  async function find(name) {
    opened ??= caches.open(own);
    return (await (await opened).match(scope + name)) ?? null;
  }

  /** A file of an earlier build, for a page of that build that is still open. @param {string} name */
  async function findEarlier(name) {
    for (const cache of await earlier()) {
      const found = await (await caches.open(cache)).match(scope + name);
      if (found) return found;
    }
    return null;
  }

  /** Deletes the caches of other builds that nobody holds: no page of theirs is open, no worker is filling them. */
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
    // It was checked before it was unpacked, and its name is that of its contents.
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

/** Browsers do not open a page from a response that says it was redirected. @param {Response} response */
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
  return new Response(body, {
    headers: { "Content-Type": "application/octet-stream", [UNPACKED]: `${body.byteLength}` },
  });
}
