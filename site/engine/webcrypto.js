/**
 * The key operations that the engine asks for, done by the browser's WebCrypto.
 *
 * jose turns a JWK and the name of an algorithm into a `CryptoKey`, and back. The bytes go
 * to `crypto.subtle` itself, because the engine has already taken the token apart. What is
 * known of an algorithm stands in one table, in py/jwt_playground/vocabulary/algorithms.py;
 * a question brings the parameters that WebCrypto needs. Every function here may throw
 * whatever WebCrypto and jose throw: refusals.js puts that into words.
 */
import { encode } from "jose/base64url";
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { importJWK } from "jose/key/import";
import { bytes } from "./bytes.js";

/** @import { KeyMembers, Question } from "./contract" */

/**
 * @template {Question["op"]} Op
 * @typedef {Extract<Question, { op: Op }>} Asked
 */

/** @typedef {(alg: string, jwk: KeyMembers) => Promise<CryptoKey>} ImportKey */

/** How many imported public keys are kept: importing one takes longer than verifying with it. */
const KEPT = 20;

/**
 * Makes a function that imports keys and keeps the public ones, so that each is imported once.
 * Private keys are never kept.
 * @returns {ImportKey}
 */
export function createImporter() {
  /** @type {Map<string, Promise<CryptoKey>>} */
  const known = new Map();
  return (alg, jwk) => {
    const name = JSON.stringify([alg, jwk]);
    // Only an `oct` key would come back as bytes, and no question is about one.
    const imported = known.get(name) ?? /** @type {Promise<CryptoKey>} */ (importJWK(jwk, alg));
    if (!("d" in jwk || "priv" in jwk)) {
      if (known.size >= KEPT) known.clear();
      known.set(name, imported);
    }
    return imported;
  };
}

/**
 * Tells whether the signature matches. Small RSA keys are fine here: people verify old tokens.
 * @param {Asked<"verify">} question
 * @param {ImportKey} importKey
 */
export async function verify({ alg, parameters, key, data, signature }, importKey) {
  const imported = await importKey(alg, key);
  return crypto.subtle.verify(parameters, imported, bytes(signature), bytes(data));
}

/**
 * Gives one answer per place, in the order of the places.
 * @param {Asked<"verify-many">} question
 * @param {string[]} tokens  All tokens of the request.
 * @param {ImportKey} importKey
 */
export async function verifyMany({ alg, parameters, key, places }, tokens, importKey) {
  const imported = await importKey(alg, key);
  const encoder = new TextEncoder();
  return Promise.all(
    places.map((place) => {
      const token = /** @type {string} */ (tokens[place]);
      const dot = token.lastIndexOf(".");
      const signed = encoder.encode(token.slice(0, dot));
      return crypto.subtle.verify(parameters, imported, bytes(token.slice(dot + 1)), signed);
    }),
  );
}

/**
 * Returns the signature in base64url.
 * @param {Asked<"sign">} question
 * @param {ImportKey} importKey
 */
export async function sign({ alg, parameters, key, data }, importKey) {
  const imported = await importKey(alg, key);
  const made = await crypto.subtle.sign(parameters, imported, bytes(data));
  return encode(new Uint8Array(made));
}

/**
 * Returns the JWK of a fresh private key.
 * @param {Asked<"generate-key">} question
 */
export async function generateKey({ alg, bits, crv }) {
  const size = bits !== null && { modulusLength: bits };
  const options = { extractable: true, ...size, ...(crv !== undefined && { crv }) };
  const { privateKey } = await generateKeyPair(alg, options);
  return exportJWK(privateKey);
}

/**
 * Returns the JWK of a private key. Its PKCS#8 may lack the public half: the browser computes it.
 * @param {Asked<"import-key">} question
 */
export async function completeKey({ parameters, pkcs8 }) {
  const usage = parameters.name === "X25519" ? "deriveBits" : "sign";
  const key = await crypto.subtle.importKey("pkcs8", bytes(pkcs8), parameters, true, [usage]);
  return exportJWK(key);
}
