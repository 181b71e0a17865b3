/**
 * Opens and makes encrypted tokens (JWE), and opens encrypted private keys, in JavaScript with
 * noble. It serves where WebCrypto is absent or lacks the algorithm. It has no RSA of its own.
 *
 * It is a bundle of its own, which comes with the first such question (`importNobleJwe` in
 * build-files.js). It never throws: every function returns an answer. A JWE that does not open has
 * one answer, whatever is wrong with it or the key, so that nobody learns which step failed.
 */
import { encode } from "jose/base64url";
import { inflated } from "./jwe-short-key.js";
import { insistOnKey } from "./noble-agreement.js";
import { bytes, joined } from "./bytes.js";
import { decryptContent, encryptContent, keyBytesOf, random } from "./noble-jwe-content.js";
import { TooLongError } from "./noble-derive.js";
import { contentKey, has, sealedKey } from "./noble-jwe-keys.js";
import { openKey } from "./noble-key.js";
import { importRsa } from "./noble-rsa.js";
import { bits, fewBits, MIN_RSA_BITS, ofKey } from "./refusals.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Answer, KeyMembers, NobleEncrypt, NobleSealed } from "./contract" */

/**
 * @param {NobleSealed} question
 * @returns {Promise<Answer>}
 */
export async function answer(question) {
  if (question.op === "open-key") return openKey(question);
  return question.op === "decrypt" ? decrypt(question) : encrypt(question);
}

/**
 * Answers with the plaintext in base64url; with null if the JWE does not open, and with false if
 * its plaintext inflates to more than `most` bytes.
 * @param {Extract<NobleSealed, { op: "decrypt" }>} question
 * @returns {Promise<Answer>}
 */
async function decrypt({ alg, enc, jwe, key, most }) {
  const refusal = has(alg) ? await keyRefusal(alg, key) : lacking(alg);
  if (refusal) return refusal;
  try {
    const own = jwe.protected ? JSON.parse(new TextDecoder().decode(bytes(jwe.protected))) : {};
    const header = { ...jwe.unprotected, ...jwe.header, ...own };
    const cek = await openedKey(alg, enc, header, key, bytes(jwe.encrypted_key ?? ""));
    const aad = `${jwe.protected ?? ""}${jwe.aad === undefined ? "" : `.${jwe.aad}`}`;
    const plaintext = decryptContent(
      enc,
      cek,
      bytes(jwe.iv ?? ""),
      bytes(jwe.ciphertext),
      bytes(jwe.tag ?? ""),
      new TextEncoder().encode(aad),
    );
    if (own.zip !== "DEF") return { value: encode(plaintext) };
    const whole = await inflated(plaintext, most);
    return { value: whole === null ? false : encode(whole) };
  } catch (error) {
    return error instanceof TooLongError ? tooLong(error) : { value: null };
  }
}

/**
 * Returns the content key. What does not unwrap gives a random one (RFC 7516 section 11.5), with
 * which the token does not open either. Rejects if the key takes too long to derive.
 * @param {string} alg @param {string} enc @param {Record<string, unknown>} header
 * @param {KeyMembers} key @param {Bytes} sent
 */
async function openedKey(alg, enc, header, key, sent) {
  const size = keyBytesOf(enc);
  const cek = await contentKey(alg, enc, header, key, sent).catch((error) => {
    if (error instanceof TooLongError) throw error; // The header says so, and no secret does.
    return null;
  });
  return cek?.length === size ? cek : random(size);
}

/**
 * Answers with the parts of a JWE, and what has to be added to each recipient's header.
 * @param {NobleEncrypt} question
 * @returns {Promise<Answer>}
 */
async function encrypt({ enc, plaintext, text, aad, recipients }) {
  try {
    /** @type {Uint8Array} */
    let cek = random(keyBytesOf(enc));
    const sealed = [];
    for (const { alg, key, parameters } of recipients) {
      const refusal = has(alg) ? await keyRefusal(alg, key) : lacking(alg);
      if (refusal) return refusal;
      const made = await sealedKey(alg, enc, parameters, key, cek);
      cek = made.cek;
      sealed.push({ added: made.added, encrypted_key: encode(made.sent) });
    }
    // With one recipient, all stands in the protected header.
    const [only] = sealed;
    const whole = sealed.length === 1 && only ? withMembers(text, only.added) : text;
    const head = encode(new TextEncoder().encode(whole));
    const packed = JSON.parse(whole || "{}").zip === "DEF";
    const content = packed ? await deflated(bytes(plaintext)) : bytes(plaintext);
    const covered = new TextEncoder().encode(aad === null ? head : `${head}.${aad}`);
    const { iv, ciphertext, tag } = encryptContent(enc, cek, content, covered);
    return {
      value: {
        protected: head,
        iv: encode(iv),
        ciphertext: encode(ciphertext),
        tag: encode(tag),
        recipients: sealed,
      },
    };
  } catch (error) {
    if (error instanceof TooLongError) return tooLong(error);
    const kind = error instanceof Error ? error.name : String(error);
    const told = `The engine “noble” could not encrypt with ${enc} (${kind}).`;
    return { error: told, fault: "failed" };
  }
}

/**
 * Says why a key is refused: the end of a sentence. Undefined if it is taken.
 * @param {string} alg
 * @param {KeyMembers} key
 * @returns {Promise<Answer | undefined>}
 */
async function keyRefusal(alg, key) {
  if (key.kty === "oct") return undefined;
  if (key.kty === "RSA" && bits(key.n) < MIN_RSA_BITS) return ofKey(fewBits(key));
  try {
    if (key.kty === "RSA") await importRsa(alg, key, key.d ? "decrypt" : "encrypt");
    else insistOnKey(key);
    return undefined;
  } catch {
    const whose = `its numbers are not a key on the curve ${key.crv}`;
    return ofKey(key.kty === "RSA" ? "the browser does not take its numbers as an RSA key" : whose);
  }
}

/** @param {TooLongError} error @returns {Answer} */
function tooLong({ message }) {
  return { error: message, fault: "failed" };
}

/** @param {string} alg @returns {Answer} */
function lacking(alg) {
  return { error: `The engine “noble” does not have ${alg}.`, fault: "unsupported" };
}

/**
 * Returns the JSON text of an object with further members at its end. The text that is there stays
 * as it is: large numbers, order and white space.
 * @param {string} text
 * @param {Record<string, unknown>} added
 */
function withMembers(text, added) {
  if (Object.keys(added).length === 0) return text;
  const more = JSON.stringify(added).slice(1);
  const head = text.trimEnd().slice(0, -1).trimEnd() || "{";
  return head.endsWith("{") ? `${head}${more}` : `${head},${more}`;
}

/** @param {Uint8Array<ArrayBuffer>} data */
async function deflated(data) {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return joined(new Uint8Array(await new Response(stream).arrayBuffer()));
}
