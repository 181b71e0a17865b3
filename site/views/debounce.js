/** Something to be done when a while has passed, unless it starts anew or is called off. */

/**
 * Starting anew costs nothing: a timer under way is left to run, and sees then how
 * long there still is to wait. (A browser takes its time to set or clear a timer, and
 * a page of many views does so at every keystroke.)
 * @param {number} wait Milliseconds.
 * @param {() => void} run
 * @returns {{ start(): void, stop(): void }}
 */
export function createDebounce(wait, run) {
  let due = Infinity;
  let set = false;

  function look() {
    set = false;
    const left = due - performance.now();
    if (left <= 0) {
      due = Infinity;
      run();
    } else if (left < Infinity) {
      watch(left);
    }
  }

  /** @param {number} left */
  function watch(left) {
    set = true;
    setTimeout(look, Math.ceil(left));
  }

  return {
    start() {
      due = performance.now() + wait;
      if (!set) watch(wait);
    },
    stop() {
      due = Infinity;
    },
  };
}
