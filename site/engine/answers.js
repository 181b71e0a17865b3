/**
 * Answers the engine's questions (contract.d.ts): WebCrypto for key operations,
 * packages.js to load what the interpreter lacks. Never throws: what cannot be
 * done is an answer too.
 */
import { INSECURE, refusal } from "./refusals.js";
import { completeKey, generateKey, sign, verify, verifyMany } from "./webcrypto.js";

/** @import { Answer, Question } from "./contract" */
/** @import { ImportKey } from "./webcrypto.js" */

/**
 * What answers are made with.
 * @typedef {object} Means
 * @property {(name: string) => Promise<Answer>} load  Installs a package of this build; must not reject.
 * @property {ImportKey} importKey
 * @property {string[]} tokens  Those of the request.
 */

/** Whether this page may use WebCrypto at all. */
export const hasWebCrypto = Boolean(globalThis.crypto?.subtle);

/**
 * @param {Question[]} questions  All of one crossing; they are worked on side by side.
 * @param {Means} means
 * @returns {Promise<Record<string, Answer>>}  By the questions' ids.
 */
export async function answerAll(questions, means) {
  const answered = questions.map(async (question) => [question.id, await answer(question, means)]);
  return Object.fromEntries(await Promise.all(answered));
}

/**
 * @param {Question} question
 * @param {Means} means
 * @returns {Promise<Answer>}
 */
async function answer(question, means) {
  if (question.op === "load") return means.load(question.package);
  if (!hasWebCrypto) return { error: INSECURE, fault: "failed" };
  try {
    return { value: await operate(question, means) };
  } catch (error) {
    return refusal(error, question);
  }
}

/** @param {Exclude<Question, { op: "load" }>} question @param {Means} means @returns {Promise<unknown>} */
function operate(question, { tokens, importKey }) {
  switch (question.op) {
    case "verify":
      return verify(question, importKey);
    case "verify-many":
      return verifyMany(question, tokens, importKey);
    case "sign":
      return sign(question, importKey);
    case "generate-key":
      return generateKey(question);
    case "import-key":
      return completeKey(question);
  }
}
