/** Runs a function after a pause. The pause can start again, or be called off. */

/**
 * Starting again costs nothing: the timer keeps running, and looks at its end how long there is
 * still to wait. (Browsers need some time to set or clear a timer, and a page with many views would
 * do so at every keystroke.)
 * @param {number} wait  The length of the pause in milliseconds.
 * @param {() => void} run
 * @returns {{ start(): void, stop(): void }}  `start` starts the pause, or starts it again. `stop`
 *   calls it off.
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
