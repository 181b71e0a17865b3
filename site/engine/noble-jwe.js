/**
 * Opens and makes encrypted tokens (JWE) in JavaScript, with noble.
 *
 * It is a bundle of its own, which comes with the first such question (`importNobleJwe` in
 * build-files.js). It never throws: every function returns an answer.
 */

/** @import { Answer, Question } from "./contract" */

/**
 * @param {Extract<Question, { op: "decrypt" }>} question
 * @returns {Promise<Answer>}
 */
export async function decrypt({ alg }) {
  return lacking(alg);
}

/**
 * @param {Extract<Question, { op: "encrypt" }>} question
 * @returns {Promise<Answer>}
 */
export async function encrypt({ alg }) {
  return lacking(alg);
}

/** @param {string} alg @returns {Answer} */
function lacking(alg) {
  return { error: `The engine “noble” does not have ${alg}.`, fault: "unsupported" };
}
