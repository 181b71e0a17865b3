/**
 * Asks the engine what each token allows. All tokens are judged by the key and the settings of
 * “Inspect”, and for the same time.
 */
import { createLatestRequest } from "../../state/latest-request.js";
import { batchTerms } from "../../state/request-params.js";
import { KINDS, readRow, rowOf } from "./rows.js";

/** @import { Authorized, CallError, Decision } from "../../engine/contract" */
/** @import { AccessInputs, Inputs } from "../../state/model" */

/**
 * @typedef {object} Column  What one token allows.
 * @property {string} token
 * @property {Authorized} result
 * @property {(Decision | null)[]} decisions  One for each row; null where the row cannot be read.
 */
/**
 * @typedef {object} Answer
 * @property {Column[]} columns
 * @property {CallError | null} error  The engine did not answer.
 */
/** @typedef {{ inputs: Inputs, access: AccessInputs }} Question */
/** @typedef {Pick<import("../../engine/client.js").EngineClient, "call">} Client */

/**
 * @param {Client} client
 * @param {(answer: Answer, question: Question) => void} use  Gets the newest answer.
 */
export function createDecider(client, use) {
  return createLatestRequest(
    (/** @type {Question} */ question) =>
      decideAll(client, { ...question, now: Date.now() / 1000 }),
    use,
  );
}

/**
 * @param {Client} client
 * @param {Question & { now: number }} question
 * @returns {Promise<Answer>}
 */
export async function decideAll(client, { inputs, access, now }) {
  const reads = access.requests.map((texts) => readRow(rowOf(texts)));
  const requests = reads.flatMap((read) => ("request" in read ? [read.request] : []));
  const { detached_payload: detached, ...terms } = batchTerms(inputs, now);
  const paths = access.paths.flatMap(([name, ...path]) => {
    const kind = KINDS.find((each) => each === name);
    return kind && path.length > 0 ? [{ kind, path }] : [];
  });
  /** @type {Column[]} */
  const columns = [];
  for (const [index, token] of [inputs.token, ...access.tokens].entries()) {
    const reply = await client.call("authorize", {
      ...terms,
      ...(index === 0 && detached !== undefined && { detached_payload: detached }),
      token,
      model: access.model,
      policy: access.policy,
      requests,
      paths,
    });
    if (!reply.ok) return { columns: [], error: reply.error };
    const answers = reply.result.decisions.values();
    columns.push({
      token,
      result: reply.result,
      decisions: reads.map((read) => ("request" in read ? (answers.next().value ?? null) : null)),
    });
  }
  return { columns, error: null };
}
