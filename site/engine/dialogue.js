/**
 * One request's way through Python: as long as the reply holds questions, they
 * are answered and the same request is sent again, with all answers so far.
 */
import { answerAll, hasWebCrypto } from "./answers.js";

/** @import { Answer, Envelope } from "./contract" */

/** Each round answers everything that can be asked by then; few requests need a third. */
const ROUNDS = 8;

/** Operations whose result depends on the time. */
const CLOCKED = new Set(["inspect", "inspect_many", "describe_key"]);

/**
 * @param {(request: string) => string} handle  Python's `protocol.handle`.
 * @param {{ load: (name: string) => Promise<Answer>, loadable: () => boolean }} packages
 * @returns {(request: string) => Promise<string>}  Reply without questions, for a request without answers.
 */
export function createDialogue(handle, packages) {
  return async function ask(request) {
    const envelope = complete(JSON.parse(request));
    // What the host is stays the same from round to round, or Python would ask anew.
    const host = { webcrypto: hasWebCrypto, loadable: packages.loadable() };
    /** @type {Record<string, Answer>} */
    let answers = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const reply = handle(JSON.stringify({ ...envelope, host, answers }));
      const { questions } = JSON.parse(reply);
      if (!questions) return reply;
      answers = { ...answers, ...(await answerAll(questions, packages.load)) };
    }
    const message = "This is a fault in JWT Playground, not in your input (its questions do not end).";
    return JSON.stringify({ ok: false, error: { code: "internal-error", message } });
  };
}

/**
 * Python has no clock (the same request always has the same reply), so a request
 * that names no time is given the present one, in seconds.
 * Only the envelope is re-encoded: header, payload, token and key are strings in
 * it, and JSON keeps strings exactly, lone surrogates included.
 * @param {Envelope} envelope
 * @returns {Envelope}
 */
function complete(envelope) {
  if (!CLOCKED.has(envelope.op) || (envelope.params?.["now"] ?? null) !== null) return envelope;
  return { ...envelope, params: { ...envelope.params, now: Date.now() / 1000 } };
}
