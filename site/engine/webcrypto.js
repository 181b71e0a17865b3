/**
 * The key operations that the engine asks for, done by the browser's WebCrypto.
 *
 * jose knows how a JWK and an algorithm's name become a `CryptoKey` and back; the
 * bytes go to `crypto.subtle` itself, since the engine has taken the token apart
 * already. Everything here may throw whatever WebCrypto and jose throw:
 * refusals.js puts that into words.
 */
import { decode, encode } from "jose/base64url";
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { importJWK } from "jose/key/import";

/** @import { KeyMembers, Question } from "./contract" */

/**
 * @template {Question["op"]} Op
 * @typedef {Extract<Question, { op: Op }>} Asked
 */

/** @typedef {(alg: string, jwk: KeyMembers) => Promise<CryptoKey>} ImportKey */

/** Public keys that are kept imported; to import one takes longer than to verify with it. */
const KEPT = 20;

/**
 * Imports a public key once, however many questions are about it. Private ones are never kept.
 * @returns {ImportKey}
 */
export function createImporter() {
  /** @type {Map<string, Promise<CryptoKey>>} */
  const known = new Map();
  return (alg, jwk) => {
    const name = JSON.stringify([alg, jwk]);
    // Only an `oct` key would come back as bytes, and none is ever asked about.
    const imported = known.get(name) ?? /** @type {Promise<CryptoKey>} */ (importJWK(jwk, alg));
    if (!("d" in jwk || "priv" in jwk)) {
      if (known.size >= KEPT) known.clear();
      known.set(name, imported);
    }
    return imported;
  };
}

/**
 * Small RSA keys are fine: who verifies an old token wants to know.
 * @param {Asked<"verify">} question
 * @param {ImportKey} importKey
 */
export async function verify({ alg, key, data, signature }, importKey) {
  const imported = await importKey(alg, key);
  return crypto.subtle.verify(parameters(imported, alg), imported, bytes(signature), bytes(data));
}

/**
 * One answer a place, in their order.
 * @param {Asked<"verify-many">} question
 * @param {string[]} tokens  Of the request.
 * @param {ImportKey} importKey
 */
export async function verifyMany({ alg, key, places }, tokens, importKey) {
  const imported = await importKey(alg, key);
  const how = parameters(imported, alg);
  const encoder = new TextEncoder();
  return Promise.all(
    places.map((place) => {
      const token = /** @type {string} */ (tokens[place]);
      const dot = token.lastIndexOf(".");
      const signed = encoder.encode(token.slice(0, dot));
      return crypto.subtle.verify(how, imported, bytes(token.slice(dot + 1)), signed);
    }),
  );
}

/** The signature in base64url. @param {Asked<"sign">} question @param {ImportKey} importKey */
export async function sign({ alg, key, data }, importKey) {
  const imported = await importKey(alg, key);
  const made = await crypto.subtle.sign(parameters(imported, alg), imported, bytes(data));
  return encode(new Uint8Array(made));
}

/** The private key's JWK. @param {Asked<"generate-key">} question */
export async function generateKey({ alg, bits }) {
  const options = { extractable: true, ...(bits !== null && { modulusLength: bits }) };
  const { privateKey } = await generateKeyPair(alg, options);
  return exportJWK(privateKey);
}

/**
 * The private key's JWK, of a PKCS#8 that may lack the public half: the browser
 * works it out.
 * @param {Asked<"import-key">} question
 */
export async function completeKey({ crv, pkcs8 }) {
  const algorithm = crv === "Ed25519" ? { name: crv } : { name: "ECDSA", namedCurve: crv };
  const key = await crypto.subtle.importKey("pkcs8", bytes(pkcs8), algorithm, true, ["sign"]);
  return exportJWK(key);
}

/** How a key signs (RFC 7518 sections 3.3 to 3.5). @param {CryptoKey} key @param {string} alg */
function parameters({ algorithm: { name } }, alg) {
  const bits = Number(alg.slice(2)); // of RS256, PS384, ES512 …
  if (name === "RSA-PSS") return { name, saltLength: bits / 8 };
  if (name === "ECDSA") return { name, hash: `SHA-${bits}` };
  return { name };
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function bytes(text) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (decode(text));
}
