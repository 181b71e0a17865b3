/**
 * One request's way through Python: as long as the reply holds questions, they
 * are answered. The request itself crosses once.
 *
 * Many tokens go in parts, two of them under way at a time: while WebCrypto works
 * on the signatures of one, Python takes the tokens of the other apart.
 */
import { answerAll, hasWebCrypto } from "./answer-python.js";
import { createImporter } from "./webcrypto.js";

/** @import { Answer, Envelope } from "./contract" */

/** Each round answers everything that can be asked by then; few requests need a third. */
const ROUNDS = 8;

/** Operations whose result depends on the time. */
const CLOCKED = new Set(["inspect", "inspect_many", "describe_key"]);

/** Tokens of one part of `inspect_many`. Each part works the headers out anew, which costs as much as a few tokens. */
const PART = 500;
const AT_ONCE = 2;

// How Python's replies begin (protocol.py): a result may be long, and need not be parsed here.
const QUESTIONS = '{"ok":true,"questions":';
const LIST = '{"ok":true,"result":[';

const ENDLESS = JSON.stringify({
  ok: false,
  error: {
    code: "internal-error",
    message: "This is a fault in JWT Playground, not in your input (its questions do not end).",
  },
});

/**
 * A request under way, Python's `protocol.Conversation`: `next` gives a reply with
 * questions and takes their answers; the last one is the request's own reply.
 * @typedef {object} Conversation
 * @property {(answers?: string) => { value: string }} next
 * @property {() => void} destroy  Must be called in the end.
 */

/**
 * @param {(request: string) => string | Conversation} begin  Python's `protocol.begin`.
 * @param {{ load: (name: string) => Promise<Answer>, loadable: () => boolean }} packages
 * @returns {(request: string) => Promise<string>}  Reply without questions, for a request without answers.
 */
export function createPythonCaller(begin, packages) {
  const importKey = createImporter();
  return async function ask(request) {
    const envelope = complete(JSON.parse(request));
    // What the host is stays the same from round to round, or Python would ask anew.
    const host = { webcrypto: hasWebCrypto, loadable: packages.loadable() };
    const load = once(packages.load);
    const parts = split(envelope);
    if (parts.length === 1) return work({ ...envelope, host }, load);
    /** @type {string[]} */
    const replies = [];
    const waiting = parts.entries(); // one iterator for all: each part is taken once
    let refused = false;
    await Promise.all(Array.from({ length: AT_ONCE }, workOn));
    return replies.find((reply) => !reply.startsWith(LIST)) ?? join(replies);

    async function workOn() {
      for (const [index, part] of waiting) {
        if (refused) return;
        const reply = await work({ ...part, host }, load);
        replies[index] = reply;
        // A bad request, or our fault: the other parts would be answered the same way.
        if (!reply.startsWith(LIST)) refused = true;
      }
    }
  };

  /** @param {Envelope} envelope @param {(name: string) => Promise<Answer>} load */
  async function work(envelope, load) {
    const begun = begin(JSON.stringify(envelope));
    return typeof begun === "string"
      ? begun
      : converse(begun, { load, importKey, tokens: tokensOf(envelope) });
  }
}

/** @param {Conversation} conversation @param {import("./answer-python.js").Means} means */
async function converse(conversation, means) {
  try {
    let reply = conversation.next().value;
    for (let round = 0; reply.startsWith(QUESTIONS); round += 1) {
      if (round === ROUNDS) return ENDLESS;
      const answers = await answerAll(JSON.parse(reply).questions, means);
      reply = conversation.next(JSON.stringify(answers)).value;
    }
    return reply;
  } finally {
    conversation.destroy();
  }
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
  if (!CLOCKED.has(envelope.op) || (envelope.params?.now ?? null) !== null) return envelope;
  return { ...envelope, params: { ...envelope.params, now: Date.now() / 1000 } };
}

/** The tokens of `inspect_many`; whether they are strings is for Python to say. @param {Envelope} envelope @returns {string[]} */
function tokensOf({ op, params }) {
  const tokens = params?.tokens;
  return op === "inspect_many" && Array.isArray(tokens) ? tokens : [];
}

/** Requests whose results, one after another, are the whole one's. @param {Envelope} envelope */
function split(envelope) {
  const tokens = tokensOf(envelope);
  if (tokens.length <= PART) return [envelope];
  return Array.from({ length: Math.ceil(tokens.length / PART) }, (_, index) => ({
    ...envelope,
    params: { ...envelope.params, tokens: tokens.slice(index * PART, (index + 1) * PART) },
  }));
}

/** @param {string[]} replies */
function join(replies) {
  return `${LIST}${replies.map((reply) => reply.slice(LIST.length, -"]}".length)).join(",")}]}`;
}

/** A package is loaded once, whatever the number of parts that ask for it. @param {(name: string) => Promise<Answer>} load */
function once(load) {
  /** @type {Map<string, Promise<Answer>>} */
  const loads = new Map();
  return (/** @type {string} */ name) => {
    const loading = loads.get(name) ?? load(name);
    loads.set(name, loading);
    return loading;
  };
}
