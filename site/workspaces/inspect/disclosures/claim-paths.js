/** Lists the paths of all claims and elements of a payload. Pure. */

/** @typedef {import("../../../engine/contract").ClaimPath} ClaimPath */

/**
 * @param {string} text
 * @returns {ClaimPath[] | null}  Null if the text is no JSON object.
 */
export function pathsIn(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  /** @type {ClaimPath[]} */
  const found = [];
  /** @type {{ value: unknown, path: ClaimPath }[]} */
  const waiting = [{ value, path: [] }];
  // Without recursion, since the text may be nested deeply. What is inside a claim follows it.
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.path.length > 0) found.push(next.path);
    waiting.push(...insideOf(next.value, next.path).reverse());
  }
  return found;
}

/** @param {unknown} value @param {ClaimPath} path */
function insideOf(value, path) {
  if (typeof value !== "object" || value === null || path.length > 20) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.map(([step, inner]) => ({ value: inner, path: [...path, step] }));
}
