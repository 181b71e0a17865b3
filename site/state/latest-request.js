/**
 * The one place that makes sure that the latest request wins.
 *
 * At most one request is under way, and at most one waits. A new request replaces the one that
 * waits, and an answer is used only when nothing was asked since. So fast typing builds up no
 * queue, and an old answer never overwrites a newer one.
 */

/**
 * @template Question, Answer
 * @param {(question: Question) => Promise<Answer>} run  Sends a request; must not reject.
 * @param {(answer: Answer, question: Question) => void} use  Gets the answer to the newest request,
 *   and that request.
 * @returns {{ ask(question: Question): void, cancel(): void, busy(): boolean }}
 *   `ask` makes a new request. `cancel` forgets the request that waits and the answer that is under
 *   way. `busy` tells whether an answer is still to come.
 */
export function createLatestRequest(run, use) {
  let running = false;
  /** @type {{ question: Question } | null} */
  let newest = null;

  async function work() {
    if (running) return;
    running = true;
    try {
      while (newest) {
        const asked = newest;
        const answer = await run(asked.question);
        if (newest === asked) {
          newest = null;
          use(answer, asked.question);
        }
      }
    } finally {
      running = false;
    }
  }

  return {
    ask(question) {
      newest = { question };
      void work();
    },
    cancel() {
      newest = null;
    },
    busy: () => newest !== null,
  };
}
