/** Whose keys can be fetched for what is entered now. Pure. */
import { discoveryAddresses, isAllowed } from "./addresses.js";

/** @typedef {import("../../../state/model").State} State */
/**
 * @typedef {object} Offer
 * @property {string | null} issuer  As the token names it; null for a link in the key field.
 * @property {string[]} addresses  Which are asked, one after the other, until one answers.
 */

/**
 * @param {Pick<State, "inputs" | "report" | "reportFor">} state
 * @param {readonly string[]} origins  Those that the host of this page allows.
 * @returns {Offer | null}  Null if there is nobody who may be asked.
 */
export function offerOf({ inputs, report, reportFor }, origins) {
  // What the user gave goes before what the token says.
  const link = inputs.key.text.trim();
  if (isAllowed(link, origins)) return { issuer: null, addresses: [link] };
  if (report === null || reportFor !== inputs.token || inputs.token === "") return null;
  if (report.signature === "valid") return null; // the right key is there
  const value = report.payload_members.findLast(({ name }) => name === "iss")?.value;
  const issuer = value === undefined ? null : JSON.parse(value);
  if (typeof issuer !== "string") return null;
  const addresses = discoveryAddresses(issuer, origins);
  return addresses.length === 0 ? null : { issuer, addresses };
}
