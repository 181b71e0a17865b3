/** What a claim of a name should be, as far as it is known. */
import inputs from "../../../content/claim-inputs.json";
import { factOf, knownNames } from "../known-names.js";

/** @typedef {import("./kinds.js").Type} Type */

/** @type {Map<string, Type>} */
const TYPES = new Map(
  /** @type {Type[]} */ (["list", "truth", "number", "json"]).flatMap(
    (type) =>
      /** @type {Record<string, string[]>} */ (inputs)[type]?.map((name) => [name, type]) ?? [],
  ),
);

/** @param {string} name @returns {Type} */
export function typeOf(name) {
  const isTime = factOf(knownNames().claims, name)?.kind === "NumericDate";
  return isTime ? "time" : (TYPES.get(name) ?? "text");
}
