/**
 * Measures one keystroke after the other, from inside the page. Put into the page
 * by keystrokes.py.
 *
 * From the key's own time stamp (when the browser got it) to the end of the frame
 * that shows what came of it: the frame's script, layout and painting are done then;
 * what the compositor and the screen add is not seen from here. A token's verdict has
 * come when the verdict is no longer marked as stale, which it is from the keystroke on
 * until the report for exactly this text is shown.
 */
(() => {
  const verdict = /** @type {HTMLElement} */ (document.getElementById("verdict"));
  /** What ends the measuring of the key that comes next. @type {"verdict" | "frame" | null} */
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
    // Told by the console: a question from outside would have to be answered in between.
    port1.onmessage = () => console.debug(`painted ${performance.now() - pressed}`);
    // A message sent from there comes when that frame has been painted.
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
      /** Measures the keystroke that comes next, and tells the console: `painted`, milliseconds. @param {boolean} verdict Else the next frame is meant. */
      expectKey(verdict) {
        awaited = verdict ? "verdict" : "frame";
      },
      /** As a person pastes: in place of everything, in a task of its own. @param {HTMLElement} editor @param {string} text */
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
      /** The longest task since the last call, in milliseconds; 0 when none was over 50. */
      async longestTask() {
        // What the page leaves for idle moments belongs to it.
        for (let round = 0; round < 3; round++) {
          await new Promise((after) => requestIdleCallback(after, { timeout: 5000 }));
          await new Promise((after) => setTimeout(after, 100));
        }
        note(observer.takeRecords());
        const longest = Math.max(0, ...tasks);
        tasks = [];
        return longest;
      },
      /** Comes when the token in the page is found valid. */
      async settled() {
        const until = performance.now() + 60_000;
        const busy = () =>
          verdict.hasAttribute("data-stale") ||
          ["empty", "loading"].includes(verdict.dataset.verdict ?? "");
        do {
          if (performance.now() > until) throw new Error("no verdict came");
          await new Promise((after) => setTimeout(after, 100));
        } while (busy());
        if (verdict.dataset.verdict !== "valid")
          throw new Error(`the verdict is ${verdict.dataset.verdict}`);
      },
      /** Comes when every token of the log has its verdict. @param {number} tokens */
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
