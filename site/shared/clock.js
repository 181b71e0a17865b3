/** One timer for everything on the page that changes every second. */

export class Clock {
  /** @type {Set<(now: number) => void>} */
  #listeners = new Set();

  constructor() {
    const tick = () => {
      if (!document.hidden) this.#notify();
      // Ticks at full seconds, so that all counters on the screen change together.
      setTimeout(tick, 1000 - (Date.now() % 1000));
    };
    setTimeout(tick, 1000 - (Date.now() % 1000));
    document.addEventListener("visibilitychange", () => this.#notify());
  }

  /** Returns the seconds since the epoch. */
  now() {
    return Date.now() / 1000;
  }

  /**
   * @param {(now: number) => void} listener  Called at once, and every second while the page is
   *   visible. `now` is in seconds since the epoch.
   */
  onTick(listener) {
    this.#listeners.add(listener);
    listener(this.now());
  }

  #notify() {
    for (const listener of this.#listeners) listener(this.now());
  }
}
