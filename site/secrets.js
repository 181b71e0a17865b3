/**
 * Decides which key texts a link may carry without asking: those that are certainly public. Every
 * text that is not recognized may be an HMAC secret, so it counts as secret. (One of them is a DER
 * public key in base64: it looks like a secret, and nothing says which of the two it is.)
 */

const PUBLIC_PEM =
  /^(?:\s*-----BEGIN (PUBLIC KEY|RSA PUBLIC KEY|(?:X509 |TRUSTED )?CERTIFICATE)-----[A-Za-z0-9+/=\s]+-----END \1-----)+\s*$/;
const OPENSSH =
  /^\s*(?:ssh-(?:rsa|ed25519|ed448|dss)|ecdsa-sha2-nistp(?:256|384|521)) AAAA[A-Za-z0-9+/]+=*(?: [^\r\n]*)?\s*$/;
/**
 * The members of a JWK that hold private or symmetric key material (RFC 7518 section 6, RFC 8037,
 * RFC 9964).
 */
const PRIVATE_MEMBER = /"(?:d|p|q|dp|dq|qi|oth|k|priv)"\s*:/;
const ASYMMETRIC = ["RSA", "EC", "OKP", "AKP"];

/**
 * @param {string} text  A key as the user gave it.
 * @returns {boolean}  True when it is or may be a secret or a private key. An empty text is none.
 */
export function mayBeSecret(text) {
  if (text.trim() === "") return text !== ""; // white space alone can be a secret
  return !(PUBLIC_PEM.test(text) || OPENSSH.test(text) || isPublicJwk(text));
}

/** Tells whether the text is a JWK or a JWK Set with public keys only. @param {string} text */
function isPublicJwk(text) {
  // The text is searched, and not the parsed value: parsing drops duplicate members. An escape
  // (`"\u0064"`) could hide a name, so texts with escapes count as secret.
  if (PRIVATE_MEMBER.test(text) || text.includes("\\")) return false;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  const keys = Array.isArray(value?.keys) ? value.keys : [value];
  return keys.length > 0 && keys.every((/** @type {any} */ key) => ASYMMETRIC.includes(key?.kty));
}
