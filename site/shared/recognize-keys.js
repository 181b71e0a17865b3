/**
 * Tells whether a text is key material, and of which kind. Pure. The time is proportional to the
 * length of the text. Like the engine, it also takes what copying has damaged.
 */
import { derKind } from "./der-kind.js";

/** @import { Kind } from "./kinds.js" */

const BEGIN = /[-–—]{1,6} ?BEGIN ([A-Z0-9 ]{1,40}?) ?[-–—]/g;
const SERVICE_ACCOUNT = /"type"\s*:\s*"service_account"/;
const KTY = /\\?"kty\\?"\s*:/;
const KEYS = /^\{\s*"keys"\s*:\s*\[/;
const PRIVATE_MEMBER = /\\?"(?:d|p|q|dp|dq|qi|oth|priv)\\?"\s*:/;
const SECRET_MEMBER = /\\?"k\\?"\s*:/;
const SSH = /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-.{1,40}|sk-(?:ssh|ecdsa)-.{1,60})$/;
const PRINTED = /^(Certificate|(?:RSA )?Public-Key|(?:RSA )?Private-Key):/;
const BASE64 = /^[A-Za-z0-9+/_=\s-]+$/;

/** The engine reads key texts of up to so many characters. */
const LONGEST = 1024 * 1024;
/** No key in base64 is shorter. */
const SHORTEST = 40;

/**
 * @param {string} text  Without white space at its ends.
 * @returns {Kind | null}  Null when it is no key material.
 */
export function keyKind(text) {
  const json = /^["'`“‘]?[{[]/.test(text);
  if (json && SERVICE_ACCOUNT.test(text) && text.includes("BEGIN ")) return "service-account";
  const pem = pemKind(text);
  if (pem !== null) return pem;
  if (json) return jsonKind(text);
  if (text.startsWith("PuTTY-User-Key-File")) return "private-key";
  if (text.includes("<RSAKeyValue>") || text.includes("<ECKeyValue")) return "xml-key";
  const printed = PRINTED.exec(text)?.[1];
  if (printed !== undefined)
    return printed === "Certificate"
      ? "certificate"
      : printed.endsWith("Public-Key")
        ? "public-key"
        : "private-key";
  return isSsh(text) ? "public-key" : base64Kind(text);
}

/** @param {string} text @returns {Kind | null} */
function pemKind(text) {
  if (!text.includes("BEGIN ")) return null;
  const labels = [...text.matchAll(BEGIN)].map(([, label]) => label ?? "");
  const has = (/** @type {string} */ end) => labels.some((label) => label.endsWith(end));
  if (labels.some((label) => label.startsWith("PGP "))) return "pgp";
  if (has("PRIVATE KEY")) return "private-key";
  if (has("CERTIFICATE")) return "certificate";
  if (has("PUBLIC KEY")) return "public-key";
  return has("CERTIFICATE REQUEST") ? "certificate-request" : null;
}

/** @param {string} text @returns {Kind | null} */
function jsonKind(text) {
  const isSet = KEYS.test(text);
  if (!isSet && !KTY.test(text)) return null;
  if (PRIVATE_MEMBER.test(text)) return "private-key";
  if (SECRET_MEMBER.test(text)) return "secret-key";
  return isSet || text.startsWith("[") ? "key-set" : "public-key";
}

/** The first line that is no comment decides, as for the engine. @param {string} text */
function isSsh(text) {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end === -1 ? text.length : end).trim();
    if (line !== "" && !line.startsWith("#")) return isSshLine(line);
    if (end === -1) return false;
    at = end + 1;
  }
  return false;
}

/** Options may stand before the key, and a comment behind it. @param {string} line */
function isSshLine(line) {
  const words = line.split(/[\s,]/).filter(Boolean);
  return words.some((word, index) => SSH.test(word) && words[index + 1]?.startsWith("AAAA"));
}

/** Base64 of a key in DER, or of a whole PEM text. @param {string} text @returns {Kind | null} */
function base64Kind(text) {
  if (text.length < SHORTEST || text.length > LONGEST) return null;
  if (!/^(?:M|LS0t)/.test(text) || !BASE64.test(text)) return null;
  const letters = text.replace(/[\s=]/g, "").replaceAll("-", "+").replaceAll("_", "/");
  let decoded;
  try {
    decoded = atob(letters);
  } catch {
    return null; // cut off in the middle of a byte
  }
  if (decoded.startsWith("-----BEGIN ")) return pemKind(decoded);
  const kind = derKind(Uint8Array.from(decoded, (byte) => byte.charCodeAt(0)));
  return kind === "other" ? null : kind;
}
