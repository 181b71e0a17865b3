/** Work in slices, so that the page goes on drawing and taking keys in between. */

/** Milliseconds of one slice: with what a frame needs besides, it stays below a frame or two. */
const SLICE = 8;

/**
 * @template T
 * @param {Generator<void, T>} work  Yields where it may be interrupted.
 * @param {AbortSignal} [signal]
 * @returns {Promise<T | null>}  What the work returns; null when it was aborted. Rejects with what it throws.
 */
export async function runInSlices(work, signal) {
  for (let until = performance.now() + SLICE; !signal?.aborted; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await others();
    until = performance.now() + SLICE;
  }
  return null;
}

/** Lets what has changed be painted first, and whatever waits for just that come before. A hidden page paints nothing. @returns {Promise<void>} */
export async function untilPainted() {
  if (!document.hidden) await new Promise(requestAnimationFrame);
  await others();
  await others();
}

/** Lets whatever else waits come first. (A timer would wait longer than there is need to.) @returns {Promise<void>} */
function others() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
