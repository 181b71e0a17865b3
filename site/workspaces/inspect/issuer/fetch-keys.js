/** Fetches the keys of an issuer: its document first, then the keys at the address in it. */
import { quoted } from "../../../shared/foreign-text.js";
import { exactAddress, isAllowed } from "./addresses.js";
import { fetchText } from "./fetch-text.js";
import { Refused } from "./refused.js";

/** @typedef {import("./offers.js").Offer} Offer */
/** @typedef {{ address: string, text: string, value: Record<string, unknown> }} Answer */
/**
 * @typedef {object} Fetched
 * @property {string} address  Where the keys came from.
 * @property {string} text  The set of keys, as it came.
 * @property {number} count  How many keys it has.
 */

/** Members of a JWK that only its owner may know, beside the `k` of a shared secret. */
const PRIVATE = ["d", "p", "q", "priv"];

/**
 * @param {Offer} offer
 * @param {readonly string[]} origins  Those that the host of this page allows.
 * @param {AbortSignal} signal
 * @param {(address: string) => void} asking  Hears of each address just before it is asked.
 * @returns {Promise<Fetched>}
 * @throws {Refused}  when there are no keys that may be taken, with the reason.
 * @throws  the signal's reason when it is aborted.
 */
export async function fetchKeys({ issuer, addresses }, origins, signal, asking) {
  const first = await firstAnswer(addresses, issuer !== null, signal, asking);
  if (issuer === null && Array.isArray(first.value.keys)) return keysOf(first);
  const address = addressOfKeys(first, issuer, origins);
  asking(address);
  return keysOf(asObject(address, await fetchText(address, signal)));
}

/**
 * Asks one address after the other. If none has an answer, the reason of the first one counts.
 * @param {readonly string[]} addresses
 * @param {boolean} isDocument
 * @param {AbortSignal} signal
 * @param {(address: string) => void} asking
 * @returns {Promise<Answer>}
 */
async function firstAnswer(addresses, isDocument, signal, asking) {
  /** @type {Refused | null} */
  let why = null;
  for (const address of addresses) {
    try {
      asking(address);
      return asObject(address, await fetchText(address, signal));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      why ??= new Refused(error.message, { ...error, isDocument });
      if (error.isFinal) break;
    }
  }
  throw why ?? new Refused("There is no address to ask.");
}

/** @param {string} address @param {string} text @returns {Answer} */
function asObject(address, text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { address, text, value };
  } catch {
    // told below
  }
  throw new Refused(`What ${quoted(address)} answers is no JSON object.`, { address });
}

/**
 * @param {Answer} answer
 * @param {string | null} issuer
 * @param {readonly string[]} origins
 * @returns {string}
 */
function addressOfKeys({ address, value }, issuer, origins) {
  const { issuer: own, jwks_uri: uri } = value;
  // Otherwise one issuer could pose as another one (RFC 8414 section 3.3).
  if (issuer !== null && own !== issuer) {
    const whose = typeof own === "string" ? `is of the issuer ${quoted(own)}` : "names no issuer";
    throw new Refused(
      `The document at ${quoted(address)} ${whose}, but the token names ${quoted(issuer)}. Both ` +
        "must be the same to the letter (RFC 8414 section 3.3), so its keys are not taken. Ask " +
        "whoever runs the issuer which name is right.",
    );
  }
  if (typeof uri !== "string")
    throw new Refused(
      `The document at ${quoted(address)} names no address of keys (jwks_uri). Ask whoever runs ` +
        "the issuer where its keys are, and paste them here.",
    );
  if (isAllowed(uri, origins)) return uri;
  throw new Refused(
    `The keys are at ${quoted(uri)}. This copy of the page may connect only to ` +
      `${origins.map((origin) => quoted(origin)).join(", ")}, so it does not fetch them.`,
    { address: exactAddress(uri) && uri },
  );
}

/** @param {Answer} answer @returns {Fetched} */
function keysOf({ address, text, value: { keys } }) {
  if (!Array.isArray(keys))
    throw new Refused(
      `What ${quoted(address)} answers is no set of keys (JWKS): it has no list “keys”.`,
      { address },
    );
  // Such a key is known to everybody who asks this address, so it proves nothing.
  if (keys.some(isSecret))
    throw new Refused(
      `The set at ${quoted(address)} holds a secret or private key. Everybody can fetch it and ` +
        "sign with it, so the set is not taken. Tell whoever runs the issuer.",
    );
  return { address, text, count: keys.length };
}

/** @param {unknown} key */
function isSecret(key) {
  if (typeof key !== "object" || key === null) return false;
  return ("kty" in key && key.kty === "oct") || PRIVATE.some((name) => name in key);
}
