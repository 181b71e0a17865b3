/**
 * Brings one request through Python. As long as Python's reply holds questions, they are answered
 * and Python goes on. The request itself is passed to Python only once.
 *
 * A request with many tokens is split into parts, and two parts are worked on at a time: while
 * WebCrypto checks the signatures of one part, Python decodes the tokens of the other.
 */
import { answerAll, hasWebCrypto } from "./answer-python.js";
import { createImporter } from "./webcrypto.js";

/** @import { Answer, Envelope } from "./contract" */
/** @import { Means } from "./answer-python.js" */

/**
 * The largest number of rounds. Each round answers all questions that Python can ask by then, so
 * few requests need a third one. The most are, for a token in five layers: per layer three
 * (WebCrypto lacks it, noble, and the second engine where several keys were tried), four for each
 * of two key texts (one is decrypted, and its public half computed, by WebCrypto or else by noble),
 * one for a package, and four for what follows from the result. That makes 28. Python never asks
 * twice and never sends a reply without questions (protocol.py), so this only bounds a fault.
 */
const ROUNDS = 32;

/** The operations whose result depends on the time. */
const CLOCKED = new Set([
  "inspect",
  "inspect_many",
  "describe_key",
  "authorize",
  "check_dpop",
  "sd_present",
  "read_status",
]);

/**
 * The number of tokens in one part of `inspect_many`. Each part reads the headers anew, which costs
 * as much as a few tokens.
 */
const PART = 500;
const AT_ONCE = 2;

// How Python's replies begin (protocol.py). A result may be long, so a reply is recognized by its
// beginning, without parsing it.
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
 * A request under way, Python's `protocol.Conversation`. `next` takes the answers to the last
 * reply's questions and returns the next reply. The reply without questions is the request's own
 * reply.
 * @typedef {object} Conversation
 * @property {(answers?: string) => { value: string }} next
 * @property {() => void} destroy  Must be called at the end.
 */

/**
 * The packages that can be loaded into this Python.
 * @typedef {object} Packages
 * @property {(name: string) => Promise<Answer>} load  Installs a package.
 * @property {() => boolean} loadable  Whether `cryptography` can be loaded.
 * @property {() => string[]} [others]  The names of the others that can be loaded.
 */

/**
 * What is told while a request is under way.
 * @typedef {object} Signs
 * @property {() => void} alive  A piece of the work is done. Long work calls it often.
 * @property {(time: number) => void} opened  An encrypted key was tried, in so many milliseconds.
 */

/** @type {Signs} */
const NO_SIGNS = { alive() {}, opened() {} };

/**
 * @param {(request: string) => string | Conversation} begin  Python's `protocol.begin`: takes a
 *   request as JSON text.
 * @param {Packages} packages
 * @param {Signs} [signs]
 * @returns {(request: string) => Promise<string>}  Takes a request and resolves with its reply,
 *   both as JSON text.
 */
export function createPythonCaller(begin, packages, signs = NO_SIGNS) {
  const importKey = createImporter();
  return async function ask(request) {
    const envelope = withTime(JSON.parse(request));
    // The description of the host has to stay the same in all rounds, or Python would ask again.
    const more = packages.others && { packages: packages.others() };
    const host = { webcrypto: hasWebCrypto, noble: true, loadable: packages.loadable(), ...more };
    // All parts ask the same about an encrypted key. What is in it is forgotten with the request.
    const shared = { load: once(packages.load), openings: new Map(), importKey, ...signs };
    const parts = split(envelope);
    if (parts.length === 1) return work({ ...envelope, host }, shared);
    /** @type {string[]} */
    const replies = [];
    const waiting = parts.entries(); // one shared iterator: each part is taken once
    let refused = false;
    await Promise.all(Array.from({ length: AT_ONCE }, workOn));
    return replies.find((reply) => !reply.startsWith(LIST)) ?? join(replies);

    async function workOn() {
      for (const [index, part] of waiting) {
        if (refused) return;
        const reply = await work({ ...part, host }, shared);
        replies[index] = reply;
        signs.alive();
        // A bad request, or our fault: the other parts would be answered the same way.
        if (!reply.startsWith(LIST)) refused = true;
      }
    }
  };

  /** @param {Envelope} envelope @param {Omit<Means, "tokens">} shared */
  async function work(envelope, shared) {
    const begun = begin(JSON.stringify(envelope));
    return typeof begun === "string"
      ? begun
      : converse(begun, { ...shared, tokens: tokensOf(envelope) });
  }
}

/** @param {Conversation} conversation @param {Means} means */
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
 * Adds the present time to a request that names none. Python has no clock: the same request always
 * has the same reply.
 *
 * Only the envelope is written anew. Header, payload, token and key are strings in it, and JSON
 * keeps strings exactly, lone surrogates included.
 * @param {Envelope} envelope
 * @returns {Envelope}
 */
function withTime(envelope) {
  if (!CLOCKED.has(envelope.op) || (envelope.params?.now ?? null) !== null) return envelope;
  return { ...envelope, params: { ...envelope.params, now: Date.now() / 1000 } };
}

/**
 * Returns the tokens of `inspect_many`. Python checks whether they are strings.
 * @param {Envelope} envelope
 * @returns {string[]}
 */
function tokensOf({ op, params }) {
  const tokens = params?.tokens;
  return op === "inspect_many" && Array.isArray(tokens) ? tokens : [];
}

/**
 * Splits a request into requests whose results, put together in order, are the result of the whole.
 * @param {Envelope} envelope
 */
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

/**
 * Makes sure that a package is loaded once, however many parts ask for it.
 * @param {(name: string) => Promise<Answer>} load
 */
function once(load) {
  /** @type {Map<string, Promise<Answer>>} */
  const loads = new Map();
  return (/** @type {string} */ name) => {
    const loading = loads.get(name) ?? load(name);
    loads.set(name, loading);
    return loading;
  };
}
