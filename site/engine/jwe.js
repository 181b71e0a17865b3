/**
 * Opens and makes encrypted tokens (JWE) with the browser's WebCrypto, through jose.
 *
 * Few visits need it, so it is a bundle of its own, which comes with the first such question
 * (`importJwe` in build-files.js). It never throws: every function returns an answer. A JWE that
 * does not open has one answer, whatever is wrong with it or the key, so that nobody learns which
 * step failed.
 */
import { decode, encode } from "jose/base64url";
import { flattenedDecrypt } from "jose/jwe/flattened/decrypt";
import { GeneralEncrypt } from "jose/jwe/general/encrypt";
import { importJWK } from "jose/key/import";
import { inflated, openWithPaddedKey } from "./jwe-short-key.js";
import { bits, fewBits, MIN_RSA_BITS, ofKey, unsupported } from "./refusals.js";

export { openKey } from "./encrypted-key.js";

/** @import { Answer, KeyMembers, Question } from "./contract" */

/**
 * @template {Question["op"]} Op
 * @typedef {Extract<Question, { op: Op }>} Asked
 */

/** The most iterations of PBES2: so many are allowed by the successor of RFC 8725. */
const MAX_PBES2_COUNT = 1_200_000;

/** The iterations for a password, where the header names none. */
const PBES2_COUNT = 600_000;

/** How the error of jose begins that tells of too long a plaintext. */
const TOO_LONG = "Decompressed plaintext exceeded";

/** The code of jose's error for a token that does not open. */
const DOES_NOT_OPEN = "ERR_JWE_DECRYPTION_FAILED";

/** AES with keys of 192 bits, which Chromium does not have: the names of WebCrypto and of JWE. */
const AES_192 = [
  { name: "AES-KW", names: /A192KW$/, usage: /** @type {const} */ ("wrapKey") },
  { name: "AES-GCM", names: /^A192GCM/, usage: /** @type {const} */ ("encrypt") },
  { name: "AES-CBC", names: /^A192CBC/, usage: /** @type {const} */ ("encrypt") },
];

/** An answer that ends the work on a question. */
class Refusal extends Error {
  /** @param {Answer} answer */
  constructor(answer) {
    super();
    this.answer = answer;
  }
}

/**
 * Answers with the plaintext in base64url; with null if the JWE does not open, and with false if
 * its plaintext inflates to more than `most` bytes.
 * @param {Asked<"decrypt">} question
 * @returns {Promise<Answer>}
 */
export function decrypt({ alg, enc, jwe, key, most }) {
  return answered(
    async () => {
      await insistOnAes192(alg, enc);
      const imported = await importKey(key, alg);
      try {
        const { plaintext } = await flattenedDecrypt(jwe, imported, {
          keyManagementAlgorithms: [alg],
          contentEncryptionAlgorithms: [enc],
          maxPBES2Count: MAX_PBES2_COUNT,
          maxDecompressedLength: most,
        });
        return encode(plaintext);
      } catch (error) {
        const { code } = /** @type {{ code?: unknown }} */ (error);
        if (!alg.startsWith("RSA-OAEP") || code !== DOES_NOT_OPEN) throw error;
        return openPadded(enc, jwe, /** @type {CryptoKey} */ (imported), most);
      }
    },
    (error) => ({ value: String(error).includes(TOO_LONG) ? false : null }),
  );
}

/**
 * Returns the plaintext of a JWE whose content key lost zero bytes, in base64url; null if it is
 * none, and false if it inflates to too much. Throws what does not open.
 * @param {string} enc
 * @param {Asked<"decrypt">["jwe"]} jwe
 * @param {CryptoKey} key
 * @param {number} most
 */
async function openPadded(enc, jwe, key, most) {
  const opened = await openWithPaddedKey(enc, jwe, key);
  if (opened === null || !jwe.protected) return opened === null ? null : encode(opened);
  const { zip } = JSON.parse(new TextDecoder().decode(decode(jwe.protected)));
  if (zip !== "DEF") return encode(opened);
  const plaintext = await inflated(opened, most);
  return plaintext === null ? false : encode(plaintext);
}

/**
 * Answers with the JWE in general JSON serialization.
 * @param {Asked<"encrypt">} question
 * @returns {Promise<Answer>}
 */
export function encrypt({ alg, enc, plaintext, header, unprotected, aad, recipients }) {
  return answered(
    async () => {
      const jwe = new GeneralEncrypt(decode(plaintext));
      const common = split(header);
      if (common.header) jwe.setProtectedHeader(common.header);
      const shared = split(unprotected);
      if (shared.header) jwe.setSharedUnprotectedHeader(shared.header);
      if (aad !== null) jwe.setAdditionalAuthenticatedData(decode(aad));
      for (const recipient of recipients) {
        const own = split(recipient.header);
        const named = String({ ...header, ...unprotected, ...recipient.header }.alg ?? alg);
        await insistOnAes192(named, enc);
        const adding = jwe.addRecipient(await importKey(recipient.key, named));
        if (own.header) adding.setUnprotectedHeader(own.header);
        const parameters = { ...common.parameters, ...shared.parameters, ...own.parameters };
        if (named.startsWith("PBES2"))
          adding.setKeyManagementParameters({ p2c: PBES2_COUNT, ...parameters });
      }
      return jwe.encrypt();
    },
    (error) => ({
      error: `The browser could not encrypt with ${alg} and ${enc} (${kindOf(error)}).`,
      fault: "failed",
    }),
  );
}

/**
 * Makes an answer of a value, or of an error.
 * @param {() => Promise<unknown>} work
 * @param {(error: unknown) => Answer} otherwise  Says what an error means that is no refusal.
 * @returns {Promise<Answer>}
 */
async function answered(work, otherwise) {
  try {
    return { value: await work() };
  } catch (error) {
    return error instanceof Refusal ? error.answer : otherwise(error);
  }
}

/**
 * Imports a key. The bytes of an `oct` key are taken as they are.
 * @param {KeyMembers} key
 * @param {string} alg
 */
async function importKey(key, alg) {
  if (key.kty === "RSA" && bits(key.n) < MIN_RSA_BITS) throw new Refusal(ofKey(fewBits(key)));
  return importJWK(key, alg).catch((error) => {
    const kind = kindOf(error);
    if (kind === "NotSupportedError" || kind === "JOSENotSupported")
      throw new Refusal(unsupported(key.crv ?? alg));
    throw new Refusal(ofKey(keyFault(key)));
  });
}

/** Says why a key was not imported: the end of a sentence. @param {KeyMembers} key */
function keyFault(key) {
  if (key.kty === "RSA" && key.d !== undefined && key.p === undefined) {
    return (
      "its JWK lacks p, q, dp, dq and qi, which WebCrypto insists on; " +
      "add them, or use a build with the engine “cryptography”"
    );
  }
  if (key.kty === "RSA") return "the browser does not take its numbers as an RSA key";
  if (key.kty === "oct") return "its bytes are not in base64url";
  return `its numbers are not a key on the curve ${key.crv}`;
}

/**
 * Refuses when AES with 192 bits is needed and this browser does not have it. jose would go on with
 * a random key, and only say that the token does not open.
 * @param {string[]} algorithms  Names of JWE.
 */
async function insistOnAes192(...algorithms) {
  for (const { name, names, usage } of AES_192) {
    const wanting = algorithms.find((algorithm) => names.test(algorithm));
    if (wanting === undefined) continue;
    await crypto.subtle.importKey("raw", new Uint8Array(24), name, false, [usage]).catch(() => {
      throw new Refusal(unsupported(wanting));
    });
  }
}

/**
 * Takes what jose wants by itself out of a header.
 * @param {Record<string, unknown> | null} given
 */
function split(given) {
  const { p2c, p2s, ...rest } = given ?? {};
  return {
    // A header without members is left out (RFC 7516 section 7.2.1).
    header: Object.keys(rest).length > 0 ? rest : undefined,
    parameters: {
      ...(typeof p2c === "number" && { p2c }),
      ...(typeof p2s === "string" && { p2s: decode(p2s) }),
    },
  };
}

/** @param {unknown} error */
function kindOf(error) {
  return error instanceof Error ? error.name : String(error);
}
