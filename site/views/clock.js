/** One timer for everything on the page that counts. */

export class Clock {
  /** @type {Set<(now: number) => void>} */
  #listeners = new Set();

  constructor() {
    const tick = () => {
      if (!document.hidden) this.#tell();
      // Aligned to the full second, so that all counters on the screen step together.
      setTimeout(tick, 1000 - (Date.now() % 1000));
    };
    setTimeout(tick, 1000 - (Date.now() % 1000));
    document.addEventListener("visibilitychange", () => this.#tell());
  }

  /** Seconds since the epoch. */
  now() {
    return Date.now() / 1000;
  }

  /** @param {(now: number) => void} listener Called at once, and each second while the page is visible. */
  onTick(listener) {
    this.#listeners.add(listener);
    listener(this.now());
  }

  #tell() {
    for (const listener of this.#listeners) listener(this.now());
  }
}
