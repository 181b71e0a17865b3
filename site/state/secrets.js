/**
 * Decides which key texts a link may carry without asking: those that are certainly public. Every
 * text that is not recognized may be an HMAC secret, so it counts as secret. (One of them is a DER
 * public key in base64: it looks like a secret, and nothing says which of the two it is.)
 */
import { publicJwk } from "./public-jwk.js";

const PUBLIC_LABEL = /^BEGIN (?:(?:RSA )?PUBLIC KEY|(?:X509 |TRUSTED )?CERTIFICATE)$/;
const NOT_BASE64 = /[^A-Za-z0-9+/=\s]/;
// For a text without white space at its ends.
const OPENSSH =
  /^(?:ssh-(?:rsa|ed25519|ed448|dss)|ecdsa-sha2-nistp(?:256|384|521)) AAAA[A-Za-z0-9+/]+=*(?: [^\r\n]*)?$/;

/**
 * @param {string} text  A key as the user gave it.
 * @returns {boolean}  True when it is or may be a secret or a private key. An empty text is none.
 */
export function mayBeSecret(text) {
  return publicPart(text) === null;
}

/**
 * Returns what a link may carry of a key.
 * @param {string} text  A key as the user gave it.
 * @returns {{ text: string, removed: number } | null}  Null when the text is or may be a secret.
 *   `removed`: how many members of JWKs are not known to be public, and are left out.
 */
export function publicPart(text) {
  // White space alone can be a secret.
  if (text === "" || isPublicPem(text) || OPENSSH.test(text.trim())) return { text, removed: 0 };
  return publicJwk(text);
}

const PRIVATE_PEM = "PRIVATE KEY-----";
/** A private member of a JWK. */
const PRIVATE_MEMBER = /"(?:d|p|q|dp|dq|qi|oth|priv)"\s*:/;
const SYMMETRIC = /"kty"\s*:\s*"oct"|"k"\s*:/;
/** JSON, PEM, an OpenSSH line, or base64 of DER, which begins with a sequence. */
const SAYS_MORE = /^\s*(?:[{["]|-----BEGIN|ssh-|ecdsa-|M[A-P])/;

/**
 * Names what a key text is, as far as the text alone tells it.
 * @param {string} text  A key that is not empty.
 * @returns {"public key" | "private key" | "shared secret" | "key that may be secret"}
 */
export function kindOfKey(text) {
  if (publicPart(text) !== null) return "public key";
  if (text.includes(PRIVATE_PEM) || PRIVATE_MEMBER.test(text)) return "private key";
  return SYMMETRIC.test(text) || !SAYS_MORE.test(text) ? "shared secret" : "key that may be secret";
}

/**
 * Tells whether the text consists of whole PEM blocks with public labels, and of nothing else.
 * @param {string} text
 */
function isPublicPem(text) {
  // White space, then per block: its BEGIN, the body, its END, and white space.
  const parts = text.split("-----");
  return (
    parts.length > 1 &&
    parts.length % 4 === 1 &&
    parts.every((part, index) => {
      if (index % 4 === 0) return part.trim() === "";
      if (index % 4 === 1) return PUBLIC_LABEL.test(part);
      if (index % 4 === 2) return part !== "" && !NOT_BASE64.test(part);
      return part === parts[index - 2]?.replace("BEGIN", "END");
    })
  );
}
