/** What the editors may complete: names of the model, claims and grants of the token, functions. */
import { fromJson } from "./rows.js";

/** @import { Grant } from "../../engine/contract" */
/** @typedef {import("../../editors/policy-completion.js").Choice} Choice */

const FUNCTIONS = {
  "g(": "has the name this role?",
  "gAny(": "has any name of the list this role?",
  "keyMatch(": "a path, with * at its end",
  "keyMatch2(": "a path with :names",
  "keyMatch3(": "a path with {names}",
  "keyMatch4(": "the same, names repeat",
  "keyMatch5(": "the same, without the query",
  "globMatch(": "a path with * and **",
  "regexMatch(": "a regular expression",
  "ipMatch(": "an address in a network",
  "timeMatch(": "between two times",
  "eval(": "the condition of a rule",
};
const GRANTS = ["scopes", "roles", "permissions", "groups", "tenants"];
const CLOCK = ["time", "hour", "weekday"];
/** How deep claims are offered, and how many. */
const DEEP = 3;
const MOST = 200;

/**
 * @param {object} given
 * @param {readonly string[]} given.names  Those of the request definition.
 * @param {string} given.payload  The payload of the token, as JSON.
 * @param {readonly Grant[]} given.grants
 * @returns {Choice[]}
 */
export function choicesOf({ names, payload, grants }) {
  const ofRequest = names.map((name) => ({ text: `r.${name}`, about: "of the request" }));
  const claims = paths(fromJson(payload), "r.token", DEEP).map((text) => ({
    text,
    about: "a claim of the token",
  }));
  return [
    ...ofRequest,
    ...claims,
    ...GRANTS.map((name) => ({ text: `r.grants.${name}`, about: "found in the token" })),
    ...CLOCK.map((name) => ({ text: `r.context.${name}`, about: "of the decision, in UTC" })),
    ...Object.entries(FUNCTIONS).map(([text, about]) => ({ text, about })),
    ...[...new Map(grants.map((grant) => [grant.value, grant.kind]))].map(([text, kind]) => ({
      text,
      about: `a ${kind} of the token`,
    })),
  ].slice(0, MOST);
}

/** @param {unknown} value @param {string} before @param {number} deep @returns {string[]} */
function paths(value, before, deep) {
  if (deep === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = /^[A-Za-z_]\w*$/.test(name)
      ? `${before}.${name}`
      : `${before}[${JSON.stringify(name)}]`;
    return [here, ...paths(inner, here, deep - 1)];
  });
}
