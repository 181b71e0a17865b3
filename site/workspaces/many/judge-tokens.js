/**
 * Judges many tokens, a few per call. Between two calls the engine can serve other requests, so the
 * page still reacts to typing. Knows no DOM.
 */

/** @import { Brief, CallError, InspectManyParams } from "../../engine/contract" */
/** @import { EngineClient } from "../../engine/client.js" */

/** @typedef {Omit<InspectManyParams, "tokens">} Terms */
/**
 * @typedef {object} Progress
 * @property {(Brief | null)[]} briefs  One per token; null: not judged yet.
 * @property {number} done  The number of tokens that are judged.
 * @property {boolean} running
 * @property {CallError | null} error  The error that ended the work early.
 */
/**
 * @typedef {object} Batch
 * @property {(tokens: string[], terms: Terms) => void} start  Ends the work under way and begins
 *   with these tokens.
 * @property {() => void} cancel  Ends the work under way. What was judged stays.
 */

/** How long one call should keep the engine from other requests, in milliseconds. */
const CALL_TIME = 30;
/**
 * Tokens in the first call, and in a later one those of whose pace the call before says nothing:
 * beyond twice as many as it had with the same header. Others may take a hundred times as long.
 */
const FIRST = 40;
const MOST = 2000; // tokens in one call; each call costs as much as some tens of tokens
/**
 * The most text in one call, in UTF-16 units. Huge tokens go in small groups, because before the
 * first answer it is not known how long they take.
 */
const MOST_TEXT = 500_000;

/**
 * @param {Pick<EngineClient, "call">} client
 * @param {(progress: Progress) => void} report  Called at the start, after every call and at the
 *   end. `briefs` is the same array each time; it fills up.
 * @returns {Batch}
 */
export function createBatch(client, report) {
  /** Aborts the work that was started last. @type {AbortController | null} */
  let newest = null;

  /** @param {string[]} tokens @param {Terms} terms @param {AbortSignal} signal */
  async function work(tokens, terms, signal) {
    /** @type {Progress} */
    const state = { briefs: tokens.map(() => null), done: 0, running: true, error: null };
    signal.addEventListener("abort", () => {
      // When the work is replaced, the new work reports its own progress.
      if (signal.reason === "cancelled" && state.running) report({ ...state, running: false });
    });
    let size = FIRST;
    /** @type {string[]} */
    let before = [];
    report({ ...state });
    while (state.done < tokens.length) {
      const some = nextGroup(tokens, state.done, size, before);
      before = some;
      // Not the time until the answer is here: a page that paints slowly would ask for ever less.
      let took = 0;
      const options = {
        signal,
        took(/** @type {number} */ time) {
          took = time;
        },
      };
      const reply = await client
        .call("inspect_many", { ...terms, tokens: some }, options)
        .catch(() => null);
      if (reply === null || signal.aborted) return;
      if (!reply.ok) {
        state.error = reply.error;
        break;
      }
      for (const brief of reply.result) state.briefs[state.done++] = brief;
      const pace = CALL_TIME / Math.max(1, took);
      size = Math.round(Math.min(MOST, Math.max(1, some.length * Math.min(2, pace))));
      if (state.done < tokens.length) report({ ...state });
    }
    state.running = false;
    report({ ...state });
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

/**
 * Returns the next tokens: at least one, and no more than one call should hold.
 * @param {string[]} tokens
 * @param {number} from
 * @param {number} size
 * @param {string[]} before  The tokens of the call before.
 */
function nextGroup(tokens, from, size, before) {
  /** How many more tokens with a header may come. @type {Map<string, number>} */
  const known = new Map();
  for (const token of before) known.set(headerOf(token), (known.get(headerOf(token)) ?? 0) + 2);
  let to = from;
  let length = 0;
  let unknown = 0;
  while (to < tokens.length && to - from < size) {
    const token = tokens[to] ?? "";
    const header = headerOf(token);
    const left = known.get(header) ?? 0;
    length += token.length;
    unknown += left > 0 ? 0 : 1;
    if (to > from && (length > MOST_TEXT || unknown > FIRST)) break;
    known.set(header, left - 1);
    to += 1;
  }
  return tokens.slice(from, to);
}

/** @param {string} token  @returns {string}  Its header as it is written; empty if it has none. */
function headerOf(token) {
  return token.slice(0, Math.max(0, token.indexOf(".")));
}
