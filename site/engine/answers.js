/**
 * Answers the engine's questions (contract.d.ts): WebCrypto for key operations,
 * packages.js to load what the interpreter lacks. Never throws: what cannot be
 * done is an answer too.
 */
import { INSECURE, refusal } from "./refusals.js";
import { completeKey, createImporter, generateKey, sign, verify, verifyMany } from "./webcrypto.js";

/** @import { Answer, Question } from "./contract" */
/** @import { ImportKey } from "./webcrypto.js" */

/** Whether this page may use WebCrypto at all. */
export const hasWebCrypto = Boolean(globalThis.crypto?.subtle);

/**
 * @param {Question[]} questions  All of one crossing; they are worked on side by side.
 * @param {(name: string) => Promise<Answer>} load  Installs a package of this build; must not reject.
 * @returns {Promise<Record<string, Answer>>}  By the questions' ids.
 */
export async function answerAll(questions, load) {
  const importKey = createImporter();
  const answered = questions.map(async (question) => [question.id, await answer(question, load, importKey)]);
  return Object.fromEntries(await Promise.all(answered));
}

/**
 * @param {Question} question
 * @param {(name: string) => Promise<Answer>} load
 * @param {ImportKey} importKey
 * @returns {Promise<Answer>}
 */
async function answer(question, load, importKey) {
  if (question.op === "load") return load(question.package);
  if (!hasWebCrypto) return { error: INSECURE };
  try {
    return { value: await operate(question, importKey) };
  } catch (error) {
    return { error: refusal(error, question) };
  }
}

/** @param {Exclude<Question, { op: "load" }>} question @param {ImportKey} importKey @returns {Promise<unknown>} */
function operate(question, importKey) {
  switch (question.op) {
    case "verify":
      return verify(question, importKey);
    case "verify-many":
      return verifyMany(question, importKey);
    case "sign":
      return sign(question, importKey);
    case "generate-key":
      return generateKey(question);
    case "import-key":
      return completeKey(question);
  }
}
