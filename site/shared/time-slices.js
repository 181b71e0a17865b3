/** Runs long work in short slices, so that the page can draw and react to keys in between. */

/**
 * The length of one slice in milliseconds. Together with the other work of a frame it takes no
 * longer than one frame or two.
 */
const SLICE = 8;

/**
 * @template T
 * @param {Generator<void, T>} work  Yields where it may be interrupted.
 * @param {AbortSignal} [signal]
 * @returns {Promise<T | null>}  What the work returns; null when it was aborted. Rejects with the
 *   error that the work throws.
 */
export async function runInSlices(work, signal) {
  for (let until = performance.now() + SLICE; !signal?.aborted; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await untilOthersRan();
    until = performance.now() + SLICE;
  }
  return null;
}

/**
 * Resolves when the latest changes have been painted, and when everything that waited for the same
 * moment has run before. A hidden page paints nothing, so there it does not wait for that.
 * @returns {Promise<void>}
 */
export async function untilPainted() {
  if (!document.hidden) await new Promise(requestAnimationFrame);
  await untilOthersRan();
  await untilOthersRan();
}

/**
 * Resolves when the other waiting tasks had their turn. (A timer would wait longer than needed.)
 * @returns {Promise<void>}
 */
function untilOthersRan() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
