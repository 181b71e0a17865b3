/** The lines of a policy, as far as the drawing of its roles needs them. Pure. */

/**
 * @typedef {object} PolicyLine
 * @property {number} line  The first one is 1.
 * @property {string} key  `p`, `g`, `g2` …
 * @property {string[]} values
 */

/** @param {string} policy @returns {PolicyLine[]} */
export function policyLines(policy) {
  return policy.split("\n").flatMap((raw, index) => {
    const text = raw.trim();
    if (text === "" || text.startsWith("#")) return [];
    const [key = "", ...values] = splitOutsideBrackets(text);
    return /^[pg]\d*$/.test(key) ? [{ line: index + 1, key, values }] : [];
  });
}

/**
 * Splits as the engine does: commas inside of brackets are part of a value.
 * @param {string} text
 */
function splitOutsideBrackets(text) {
  const values = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "(" || sign === "[") depth += 1;
    if (sign === ")" || sign === "]") depth -= 1;
    if (sign === "," && depth <= 0) values.push("");
    else values[values.length - 1] += sign;
  }
  return values.map((value) => value.trim());
}
