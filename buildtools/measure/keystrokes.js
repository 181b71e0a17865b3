/**
 * Measures single keystrokes from inside the page. keystrokes.py puts this script into the page.
 *
 * The time runs from the key event's own time stamp (when the browser received the key) to the end
 * of the frame that shows the result. The script, the layout and the painting of that frame are
 * done by then. What the compositor and the screen add cannot be seen from here.
 *
 * The page marks the verdict as stale at the keystroke, and removes the mark when it shows the
 * report for exactly this text. The verdict of a token has arrived when that mark is gone.
 */
(() => {
  const verdict = /** @type {HTMLElement} */ (document.getElementById("verdict"));
  /** What ends the measurement of the next key. @type {"verdict" | "frame" | null} */
  let awaited = null;
  let pressed = 0;
  let wasStale = false;

  document.addEventListener(
    "keydown",
    (event) => {
      pressed = event.timeStamp;
      wasStale = false;
      if (awaited === "frame") afterFrame();
    },
    { capture: true },
  );

  new MutationObserver(() => {
    const stale = verdict.hasAttribute("data-stale");
    if (awaited === "verdict" && wasStale && !stale) afterFrame();
    wasStale = stale;
  }).observe(verdict, { attributeFilter: ["data-stale"] });

  function afterFrame() {
    awaited = null;
    const { port1, port2 } = new MessageChannel();
    // The console carries the result. If the driver asked for it instead, the page would have to
    // answer that question in the middle of a measurement.
    port1.onmessage = () => console.debug(`painted ${performance.now() - pressed}`);
    // A message that is sent from a frame callback arrives after that frame has been painted.
    requestAnimationFrame(() => port2.postMessage(null));
  }

  /** @type {number[]} */
  let tasks = [];
  /** @param {PerformanceEntryList} entries */
  const note = (entries) => tasks.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "longtask" });

  Object.assign(window, {
    bench: {
      /**
       * Measures the next keystroke and writes `painted` and the time in milliseconds to the
       * console.
       * @param {boolean} verdict  True: the measurement ends with the verdict. False: with the next
       *   frame.
       */
      expectKey(verdict) {
        awaited = verdict ? "verdict" : "frame";
      },
      /**
       * Pastes like a person does: it replaces the whole text, in a task of its own.
       * @param {HTMLElement} editor
       * @param {string} text
       */
      paste(editor, text) {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        tasks = [];
        setTimeout(() =>
          editor.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
          ),
        );
      },
      /**
       * Returns the longest task since the last call, in milliseconds; 0 when no task took over 50.
       */
      async longestTask() {
        // The work that the page leaves for idle moments counts as well.
        for (let round = 0; round < 3; round++) {
          await new Promise((after) => requestIdleCallback(after, { timeout: 5000 }));
          await new Promise((after) => setTimeout(after, 100));
        }
        note(observer.takeRecords());
        const longest = Math.max(0, ...tasks);
        tasks = [];
        return longest;
      },
      /**
       * Resolves when the token in the page is found valid.
       * @throws {Error}  when that takes more than a minute, or when the verdict is another one.
       */
      async settled() {
        const until = performance.now() + 60_000;
        const busy = () =>
          verdict.hasAttribute("data-stale") ||
          ["empty", "loading"].includes(verdict.dataset.verdict ?? "");
        do {
          if (performance.now() > until) throw new Error("no verdict came");
          await new Promise((after) => setTimeout(after, 100));
        } while (busy());
        // The token names an audience, and none is expected.
        if (!["valid", "unset"].includes(verdict.dataset.verdict ?? ""))
          throw new Error(`the verdict is ${verdict.dataset.verdict}`);
      },
      /**
       * Resolves when every token of the log has its verdict.
       * @param {number} tokens  How many different tokens the log holds.
       * @throws {Error}  when that takes more than two minutes.
       */
      async judged(tokens) {
        const until = performance.now() + 120_000;
        const all = `${tokens.toLocaleString("en")} different tokens`;
        const status = document.getElementById("batch-status");
        while (!status?.textContent?.startsWith(all)) {
          if (performance.now() > until)
            throw new Error(`not all were judged: ${status?.textContent}`);
          await new Promise((after) => setTimeout(after, 100));
        }
      },
    },
  });
})();
