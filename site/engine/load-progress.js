/** Tells the page how far loading is: every step, but progress only so often. */

/** @import { LoadStatus } from "./contract" */

/** Milliseconds between two steps of a progress bar: more of them would only slow down what they tell of. */
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
    if (next.stage === status.stage && Boolean(next.extra) === Boolean(status.extra)) {
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
    /** The status that was posted last. */
    last: () => status,
  };
}
