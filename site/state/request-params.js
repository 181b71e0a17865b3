/** The parameters of the engine's operations, made from the page's inputs. Pure. */

/**
 * @import { DescribeParams, Expectations, InspectManyParams, InspectParams, SignParams }
 *   from "../engine/contract"
 */
/** @import { Inputs } from "./model" */

/** The inputs that a report depends on. @type {(keyof Inputs)[]} */
export const JUDGED = [
  "token",
  "key",
  "decryptionKey",
  "algorithms",
  "expect",
  "leeway",
  "now",
  "engine",
  "crossCheck",
  "detachedPayload",
];

/**
 * Leaves out the parts that say nothing (no key, an empty field), so that the engine skips their
 * checks.
 * @param {Inputs} inputs
 * @returns {InspectParams}
 */
export function inspectParams({
  token,
  key,
  decryptionKey,
  algorithms,
  expect,
  leeway,
  now,
  engine,
  crossCheck,
  detachedPayload,
}) {
  const expected = filled(expect);
  return {
    token,
    ...(key.text !== "" && { key }),
    ...(decryptionKey?.text && { decryption_key: decryptionKey }),
    ...(algorithms && { algorithms }),
    ...(Object.keys(expected).length > 0 && { expect: expected }),
    ...(now !== null && { now }),
    ...(leeway !== 0 && { leeway }),
    ...(engine !== "auto" && { engine }),
    ...(crossCheck && { cross_check: true }),
    ...(detachedPayload !== "" && { detached_payload: detachedPayload }),
  };
}

/**
 * Returns the parameters that many tokens are judged by. All of them are judged for the same time,
 * and without the cross-check, which a verdict alone does not show.
 * @param {Inputs} inputs
 * @param {number} clock  The present time, in seconds since the epoch.
 * @returns {Omit<InspectManyParams, "tokens">}
 */
export function batchTerms(inputs, clock) {
  const { token: _token, cross_check: _crossCheck, ...terms } = inspectParams(inputs);
  return { now: clock, ...terms };
}

/**
 * @param {Inputs} inputs
 * @param {{ header: string, payload: string }} drafts
 * @returns {SignParams}
 */
export function signParams({ key, signingKey, engine }, drafts) {
  return {
    ...drafts,
    key: signingKey && signingKey.text !== "" ? signingKey : key,
    ...(engine !== "auto" && { engine }),
  };
}

/** @param {Inputs} inputs @returns {DescribeParams} */
export function describeParams({ key, engine }) {
  return { key, ...(engine !== "auto" && { engine }) };
}

/** @param {Expectations} expect @returns {Expectations} */
function filled(expect) {
  const entries = Object.entries(expect).filter(
    ([, value]) => value !== undefined && value.length > 0,
  );
  return Object.fromEntries(entries);
}
