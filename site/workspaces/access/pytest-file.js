/**
 * Writes the requests as a file for pytest, which decides them with PyJWT and casbin alone.
 * It holds no token and no key: it signs the claims with a secret of its own. Pure.
 */
import { readRow } from "./rows.js";
import { END, HEAD } from "./pytest-text.js";

/** @import { Authorized, Decision } from "../../engine/contract" */
/** @import { Row } from "./rows.js" */

/**
 * @param {object} given
 * @param {readonly Row[]} given.rows
 * @param {readonly { result: Authorized, decisions: (Decision | null)[],
 *   payload: string | null }[]} given.tokens
 * @param {number} given.now  The time of the decisions, in seconds since the epoch.
 * @returns {string}
 */
export function pytestFile({ rows, tokens, now }) {
  const cases = rows.flatMap((row, index) => {
    const read = readRow(row);
    if (!("request" in read)) return [];
    const { values, context = {}, expect } = read.request;
    return tokens.flatMap(({ result, decisions }, token) => {
      const decision = decisions[index];
      if (!decision) return [];
      // Who expects nothing wants to know when it becomes different.
      const allowed = expect ? expect === "allow" : decision.allowed;
      return [{ token, names: result.names, values, context, allowed }];
    });
  });
  const made = tokens.map(({ result, payload }) => ({
    // As it stands: JavaScript would round large numbers.
    claims: payload ?? "{}",
    valid: result.verdict === "valid",
    grants: places(result),
  }));
  return [
    HEAD.trimEnd(),
    `NOW = ${Math.floor(now)}`,
    `TOKENS = ${data(made)}`,
    `CASES = ${data(cases)}`,
    END,
  ].join("\n");
}

/**
 * Returns where the grants of a token stand, and how they are read.
 * @param {Authorized} result
 */
function places({ grants }) {
  const all = grants.map(({ kind, path, read }) => ({ kind: `${kind}s`, path, read }));
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}

/**
 * Writes data as an expression of Python. JSON has no three quotation marks in a row.
 * @param {readonly unknown[]} list
 */
function data(list) {
  return `json.loads(r"""[\n${list.map((each) => JSON.stringify(each)).join(",\n")}\n]""")`;
}
