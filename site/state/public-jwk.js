/**
 * Makes a JWK or a JWK Set fit for a link: only members that are known to be public stay. Every
 * other member is removed, since nobody knows what it holds. Whatever may be a private key is no
 * public JWK at all.
 */

/** @typedef {(value: unknown) => boolean} Test */
/** @type {Test} */
const isText = (value) => typeof value === "string";
/** @type {Test} */
const isTexts = (value) => Array.isArray(value) && value.every(isText);
/** @type {Test} */
const isPlain = (value) => typeof value === "number" || typeof value === "boolean";

/**
 * The public members of a JWK, and what their values look like (RFC 7517 section 4, RFC 7518
 * section 6, RFC 8037 section 2, RFC 9964 section 3; `ext` is WebCrypto's, and OpenID Federation
 * has the times).
 * @type {Record<string, Test>}
 */
const MEMBERS = {
  kty: isText,
  use: isText,
  key_ops: isTexts,
  alg: isText,
  kid: isText,
  x5u: isText,
  x5c: isTexts,
  x5t: isText,
  "x5t#S256": isText,
  n: isText,
  e: isText,
  crv: isText,
  x: isText,
  y: isText,
  pub: isText,
  ext: isPlain,
  iat: isPlain,
  nbf: isPlain,
  exp: isPlain,
};
const ASYMMETRIC = ["RSA", "EC", "OKP", "AKP"];

/**
 * The members of a JWK that hold private or symmetric key material (RFC 7518 section 6, RFC 8037,
 * RFC 9964).
 */
const PRIVATE_MEMBER = /"(?:d|p|q|dp|dq|qi|oth|k|priv)"\s*:/;

/**
 * @param {string} text
 * @returns {{ text: string, removed: number } | null}  The text with public members only, and how
 *   many others there were; null when it is no JWK and no JWK Set, or may hold a private key.
 */
export function publicJwk(text) {
  // The text is searched, and not the parsed value: parsing drops duplicate members. An escape
  // (`"\u0064"`) could hide a name, so texts with escapes count as secret.
  if (PRIVATE_MEMBER.test(text) || text.includes("\\")) return null;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const isSet = Array.isArray(value?.keys);
  /** @type {any[]} */
  const keys = isSet ? value.keys : [value];
  if (keys.length === 0 || !keys.every((key) => ASYMMETRIC.includes(key?.kty))) return null;
  let removed = isSet ? Object.keys(value).length - 1 : 0;
  const cleaned = keys.map((key) => {
    const members = Object.entries(key);
    const known = members.filter(
      ([name, member]) => Object.hasOwn(MEMBERS, name) && MEMBERS[name]?.(member),
    );
    removed += members.length - known.length;
    return Object.fromEntries(known);
  });
  const json = JSON.stringify(isSet ? { keys: cleaned } : cleaned[0]);
  // A text that says just this keeps its line breaks. Another one holds duplicate members, too.
  return { text: json === withoutBlanks(text) ? text : json, removed };
}

/**
 * Removes the white space between the tokens of a JSON text without escapes.
 * @param {string} json
 */
function withoutBlanks(json) {
  return json
    .split('"')
    .map((part, index) => (index % 2 === 0 ? part.replace(/\s+/g, "") : part))
    .join('"');
}
