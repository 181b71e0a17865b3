/**
 * The one place that decides "the latest request wins".
 *
 * A lane has at most one request under way and at most one waiting. Asking again
 * replaces the one that waits, and an answer is used only if nothing was asked
 * since. So typing quickly costs no queue, and an old answer never overwrites a
 * newer one.
 */

/**
 * @template Question, Answer
 * @param {(question: Question) => Promise<Answer>} run  Must not reject.
 * @param {(answer: Answer, question: Question) => void} use  Gets the newest question's answer.
 * @returns {{ ask(question: Question): void, cancel(): void, busy(): boolean }}  `cancel` forgets the question that waits and the answer on its way.
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
