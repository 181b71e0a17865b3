/**
 * Answers what Python asks its host (`Question` in contract.d.ts): with WebCrypto for operations
 * with keys, with noble where Python names it, with python-packages.js when a package is missing.
 * Never throws: an error is an answer, too.
 */
import { importJwe, importNoble, importNobleJwe, importNobleMlDsa } from "./build-files.js";
import { INSECURE, refusal } from "./refusals.js";
import { completeKey, generateKey, sign, verify, verifyMany } from "./webcrypto.js";

/** @import { Answer, NobleQuestion, Question } from "./contract" */
/** @import { ImportKey } from "./webcrypto.js" */

/**
 * What is needed to answer.
 * @typedef {object} Means
 * @property {(name: string) => Promise<Answer>} load  Installs a Python package of this build; must
 *   not reject.
 * @property {ImportKey} importKey
 * @property {string[]} tokens  The tokens of the request.
 */

/**
 * Whether this page may use WebCrypto. Browsers offer it only in secure contexts (HTTPS,
 * localhost).
 */
export const hasWebCrypto = Boolean(globalThis.crypto?.subtle);

/**
 * @param {(Question | NobleQuestion)[]} questions  All questions of one reply. They are answered at
 *   the same time.
 * @param {Means} means
 * @returns {Promise<Record<string, Answer>>}  The answers by the questions' ids.
 */
export async function answerAll(questions, means) {
  const answered = questions.map(async (question) => [question.id, await answer(question, means)]);
  return Object.fromEntries(await Promise.all(answered));
}

/**
 * @param {Question | NobleQuestion} question
 * @param {Means} means
 * @returns {Promise<Answer>}
 */
async function answer(question, means) {
  if (question.op === "load") return means.load(question.package);
  const isOfNoble = "engine" in question;
  if (!isOfNoble && !hasWebCrypto) return { error: INSECURE, fault: "failed" };
  if (question.op === "decrypt" || question.op === "encrypt") return answerJwe(question);
  if ("engine" in question) return answerNoble(question, means);
  try {
    return { value: await operate(question, means) };
  } catch (error) {
    return refusal(error, question);
  }
}

/**
 * @param {Extract<Question, { op: "decrypt" | "encrypt" }>} question
 * @returns {Promise<Answer>}
 */
async function answerJwe(question) {
  try {
    const { decrypt, encrypt } = await (question.engine ? importNobleJwe() : importJwe());
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
async function answerNoble(question, { tokens }) {
  const isMlDsa =
    "key" in question ? question.key.kty === "AKP" : question.crv.startsWith("ML-DSA");
  try {
    const { answer: ask } = await (isMlDsa ? importNobleMlDsa() : importNoble());
    return ask(question, tokens);
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
 * @param {Exclude<Question, { op: "load" | "decrypt" | "encrypt" }>} question
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
