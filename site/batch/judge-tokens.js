/**
 * Judges many tokens, a few at a time: between two calls the engine serves whoever
 * else asks, so typing in the page stays alive. Knows no DOM.
 */

/** @import { Brief, CallError, InspectManyParams } from "../engine/contract" */
/** @import { EngineClient } from "../engine/client.js" */

/** @typedef {Omit<InspectManyParams, "tokens">} Terms */
/**
 * @typedef {object} Progress
 * @property {(Brief | null)[]} briefs  One for each token; null: not judged.
 * @property {number} done
 * @property {boolean} running
 * @property {CallError | null} error  What ended it early.
 */
/**
 * @typedef {object} Batch
 * @property {(tokens: string[], terms: Terms) => void} start  Ends what is under way; the newest wins.
 * @property {() => void} cancel  What was judged stays.
 */

/** How long one call should keep the engine from others. Milliseconds. */
const CALL_TIME = 30;
const FIRST = 40; // tokens
const MOST = 2000; // tokens; a call itself costs as much as some tens of them
/** Huge tokens go in smaller groups: what takes long cannot be known before the first answer. UTF-16 units. */
const MOST_TEXT = 500_000;

/**
 * @param {Pick<EngineClient, "call">} client
 * @param {(progress: Progress) => void} tell  Called at the start, after every call and at the end. `briefs` is one array that fills up.
 * @returns {Batch}
 */
export function createBatch(client, tell) {
  /** Of the newest start. @type {AbortController | null} */
  let newest = null;

  /** @param {string[]} tokens @param {Terms} terms @param {AbortSignal} signal */
  async function work(tokens, terms, signal) {
    /** @type {Progress} */
    const state = { briefs: tokens.map(() => null), done: 0, running: true, error: null };
    signal.addEventListener("abort", () => {
      // A newer start tells of itself.
      if (signal.reason === "cancelled" && state.running) tell({ ...state, running: false });
    });
    let size = FIRST;
    tell({ ...state });
    while (state.done < tokens.length) {
      const some = take(tokens, state.done, size);
      const begun = performance.now();
      const reply = await client
        .call("inspect_many", { ...terms, tokens: some }, { signal })
        .catch(() => null);
      if (reply === null || signal.aborted) return;
      if (!reply.ok) {
        state.error = reply.error;
        break;
      }
      for (const brief of reply.result) state.briefs[state.done++] = brief;
      const pace = CALL_TIME / Math.max(1, performance.now() - begun);
      size = Math.round(Math.min(MOST, Math.max(1, some.length * Math.min(2, pace))));
      if (state.done < tokens.length) tell({ ...state });
    }
    state.running = false;
    tell({ ...state });
  }

  return {
    start(tokens, terms) {
      newest?.abort("replaced");
      newest = new AbortController();
      void work(tokens, terms, newest.signal);
    },
    cancel: () => newest?.abort("cancelled"),
  };
}

/** At least one token, and no more than one call should hold. @param {string[]} tokens @param {number} from @param {number} size */
function take(tokens, from, size) {
  let to = from;
  let length = 0;
  while (to < tokens.length && to - from < size) {
    length += tokens[to]?.length ?? 0;
    if (to > from && length > MOST_TEXT) break;
    to += 1;
  }
  return tokens.slice(from, to);
}
