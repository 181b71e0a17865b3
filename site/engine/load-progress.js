/**
 * Reports to the page how far loading is. Every new step is reported at once, the number of bytes
 * only from time to time.
 */

/** @import { LoadStatus } from "./contract" */

/**
 * The shortest time between two reports of bytes, in milliseconds. More reports would slow down the
 * loading that they are about.
 */
const PAUSE = 150;

/** @param {(status: LoadStatus) => void} post */
export function createLoadProgress(post) {
  /** @type {LoadStatus} */
  let status = { stage: "runtime", loaded: 0, total: 0, message: "" };
  let newest = status;
  let at = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {LoadStatus} next */
  function report(next) {
    newest = next;
    const [now, was] = [next.extra ?? next, status.extra ?? status];
    const isSameStep =
      next.stage === status.stage &&
      Boolean(next.extra) === Boolean(status.extra) &&
      next.hasPackages === status.hasPackages;
    if (isSameStep) {
      if (now.loaded === was.loaded && now.total === was.total) return;
      const rest = at + PAUSE - performance.now();
      if (rest > 0 && now.loaded !== now.total) {
        if (timer === undefined) timer = setTimeout(later, rest);
        return;
      }
    }
    at = performance.now();
    status = next;
    post(status);
  }

  function later() {
    timer = undefined;
    report(newest);
  }

  return {
    report,
    /** Returns the status that was posted last. */
    last: () => status,
  };
}
