/** The layers of a token as a list. Pure. */

/** @typedef {import("../../../engine/contract").Report} Report */
/** @typedef {Report & { text: string | null }} Layer  `text`: the token of an inner layer. */

/**
 * Returns the layers, the outermost first.
 * @param {Report} report
 * @param {string | null} [text]
 * @returns {Layer[]}
 */
export function layersOf(report, text = null) {
  const inner = report.inner ? layersOf(report.inner, report.payload) : [];
  // The next layers are drawn on their own.
  return [{ ...report, inner: null, text }, ...inner];
}

/** @param {Report} layer  Such as "JWE". */
export function nameOf({ form }) {
  return form.startsWith("jwe") ? "JWE" : form.startsWith("jws") ? "JWS" : "Text";
}

/**
 * Returns the text of a member of the header; "" if there is none.
 * @param {Report} layer
 * @param {string} name
 */
export function headerText({ header_members }, name) {
  const value = header_members.findLast((member) => member.name === name)?.value ?? "";
  try {
    const read = JSON.parse(value);
    return typeof read === "string" ? read : "";
  } catch {
    return "";
  }
}
