/** Makes the header and the payload of a template. Pure. */

/**
 * @typedef {object} Template
 * @property {string} id
 * @property {string} group  "issuer" or "kind".
 * @property {string} label
 * @property {string} look  One or two sentences on what it is.
 * @property {object} header
 * @property {object} payload  A time in it is written as `{"in": 900}`: so many seconds from now.
 */

/**
 * @param {Pick<Template, "header" | "payload">} template
 * @param {number} now  In seconds since the epoch.
 * @returns {{ header: string, payload: string }}
 */
export function textsOf({ header, payload }, now) {
  const time = (/** @type {string} */ _name, /** @type {unknown} */ value) =>
    isTime(value) ? Math.floor(now) + value.in : value;
  return { header: JSON.stringify(header), payload: JSON.stringify(payload, time, 2) };
}

/** @param {unknown} value @returns {value is { in: number }} */
function isTime(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    "in" in value &&
    typeof value.in === "number" &&
    Object.keys(value).length === 1
  );
}
