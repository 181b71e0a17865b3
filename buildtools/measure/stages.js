/**
 * Runs before the page's own scripts and notes when the engine's worker reports which stage of its
 * start. It only listens, so the start is the same with and without it.
 */
(() => {
  /** @type {{ stage: string, at: number }[]} */
  const heard = [];
  const { Worker } = window;
  window.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      heard.push({ stage: "asked", at: performance.now() });
      this.addEventListener("message", ({ data }) => {
        const stage = data.status?.stage;
        if (stage && stage !== heard.at(-1)?.stage) heard.push({ stage, at: performance.now() });
      });
    }
  };
  Object.assign(window, { heardStages: heard });
})();
