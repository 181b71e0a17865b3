/**
 * What is known of the names of claims and header parameters. The texts are long and not needed for
 * a verdict, so they come after the first script.
 */

/**
 * @typedef {{ title: string, text: string, ref?: string, kind?: string }} Fact
 *   What content/claims.json and content/header.json say about a name.
 * @typedef {{ claims: Record<string, Fact>, header: Record<string, Fact>,
 *   state: "coming" | "here" | "missing" }} KnownNames
 */

/** @type {KnownNames} */
let known = { claims: {}, header: {}, state: "coming" };

/** Returns what is known by now. */
export const knownNames = () => known;

/** @returns {Promise<void>}  Resolves when they are here, or cannot be had. */
export async function loadNames() {
  try {
    const { claims, header } = await import("./registry.js");
    known = { claims, header, state: "here" };
  } catch (cause) {
    known = { ...known, state: "missing" };
    console.info("The texts about claims could not be loaded:", cause);
  }
}

/** @param {Record<string, Fact>} facts @param {string} name @returns {Fact | undefined} */
export const factOf = (facts, name) => (Object.hasOwn(facts, name) ? facts[name] : undefined);
