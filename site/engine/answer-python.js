/**
 * Answers what Python asks its host (`Question` in contract.d.ts): with WebCrypto for operations
 * with keys, with noble where Python names it, with python-packages.js when a package is missing.
 * Never throws: an error is an answer, too.
 */
import { importJwe, importNoble, importNobleJwe, importNobleMlDsa } from "./build-files.js";
import { INSECURE, refusal } from "./refusals.js";
import { completeKey, generateKey, sign, verify, verifyMany } from "./webcrypto.js";

/** @import { Answer, NobleQuestion, NobleSealed, Question } from "./contract" */
/** @import { ImportKey } from "./webcrypto.js" */

/**
 * What is needed to answer.
 * @typedef {object} Means
 * @property {(name: string) => Promise<Answer>} load  Installs a Python package of this build; must
 *   not reject.
 * @property {ImportKey} importKey
 * @property {string[]} tokens  The tokens of the request.
 * @property {Map<string, Promise<Answer>>} [openings]  The answers about encrypted keys, by the ids
 *   of the questions: an id is made of all that is asked. One answer serves all parts of a request.
 * @property {() => void} [alive]  See `Signs` in call-python.js.
 * @property {(time: number) => void} [opened]
 */

/**
 * Whether this page may use WebCrypto. Browsers offer it only in secure contexts (HTTPS,
 * localhost).
 */
export const hasWebCrypto = Boolean(globalThis.crypto?.subtle);

/**
 * @param {(Question | NobleQuestion | NobleSealed)[]} questions  All questions of one reply. They
 *   are answered at the same time.
 * @param {Means} means
 * @returns {Promise<Record<string, Answer>>}  The answers by the questions' ids.
 */
export async function answerAll(questions, means) {
  const answered = questions.map(async (question) => [question.id, await shared(question, means)]);
  return Object.fromEntries(await Promise.all(answered));
}

/**
 * Answers a question, or gives the answer that it had before in this request.
 * @param {Question | NobleQuestion | NobleSealed} question
 * @param {Means} means
 * @returns {Promise<Answer>}
 */
function shared(question, means) {
  if (question.op !== "open-key") return answer(question, means);
  const known = means.openings?.get(question.id);
  if (known) return known;
  const begun = performance.now();
  const opening = answer(question, means).finally(() => means.opened?.(performance.now() - begun));
  means.openings?.set(question.id, opening);
  return opening;
}

/**
 * @param {Question | NobleQuestion | NobleSealed} question
 * @param {Means} means
 * @returns {Promise<Answer>}
 */
async function answer(question, means) {
  if (question.op === "load") return means.load(question.package);
  const isOfNoble = "engine" in question;
  if (!isOfNoble && !hasWebCrypto) return { error: INSECURE, fault: "failed" };
  if (question.op === "decrypt" || question.op === "encrypt" || question.op === "open-key")
    return answerSealed(question);
  if ("engine" in question) return answerNoble(question, means);
  try {
    return { value: await operate(question, means) };
  } catch (error) {
    return refusal(error, question);
  }
}

/**
 * @param {Extract<Question, { op: "decrypt" | "encrypt" | "open-key" }> | NobleSealed} question
 * @returns {Promise<Answer>}
 */
async function answerSealed(question) {
  try {
    if ("engine" in question) {
      const noble = await importNobleJwe();
      return await noble.answer(question);
    }
    const { decrypt, encrypt, openKey } = await importJwe();
    if (question.op === "open-key") return await openKey(question);
    return await (question.op === "decrypt" ? decrypt(question) : encrypt(question));
  } catch (cause) {
    return didNotCome("encrypts and decrypts", cause);
  }
}

/**
 * @param {NobleQuestion} question
 * @param {Means} means
 * @returns {Promise<Answer>}
 */
async function answerNoble(question, { tokens, alive }) {
  const isMlDsa =
    "key" in question ? question.key.kty === "AKP" : question.crv.startsWith("ML-DSA");
  try {
    const { answer: ask } = await (isMlDsa ? importNobleMlDsa() : importNoble());
    return ask(question, tokens, alive);
  } catch (cause) {
    return didNotCome("signs and verifies", cause);
  }
}

/** @param {string} what  What the file does. @param {unknown} cause @returns {Answer} */
function didNotCome(what, cause) {
  console.warn(cause); // for whoever opens the console
  const error = `A file of this page, which ${what}, did not come. Load the page anew.`;
  return { error, fault: "failed" };
}

/**
 * @param {Exclude<Question, { op: "load" | "decrypt" | "encrypt" | "open-key" }>} question
 * @param {Means} means
 * @returns {Promise<unknown>}
 */
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
