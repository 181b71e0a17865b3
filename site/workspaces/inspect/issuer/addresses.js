/**
 * Which addresses may be asked for keys. Pure. All of them come from others: from a token that
 * nobody has verified, from a pasted link, from a document of an issuer.
 */

/**
 * The characters of an address. None of them is special between double quotes in a command line,
 * and none is hidden or written in another way when it is asked.
 */
const PLAIN = /^https?:\/\/[A-Za-z0-9._~:/?%@&()*+,;=-]+$/;
const LONGEST = 2000;

/**
 * Reads an address that is asked exactly as it is written; null if it would become another one.
 * @param {string} text
 * @returns {URL | null}
 */
export function exactAddress(text) {
  if (text.length > LONGEST || !PLAIN.test(text)) return null;
  try {
    const url = new URL(text);
    const isSame = url.href === text || url.href === `${text}/`;
    return isSame && url.username === "" && url.password === "" ? url : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @param {readonly string[]} origins  Those that the host of this page allows.
 */
export function isAllowed(text, origins) {
  const url = exactAddress(text);
  return url !== null && origins.includes(url.origin);
}

/**
 * Returns where an issuer's document stands that names the address of its keys: first by OpenID
 * Connect Discovery (section 4), then by RFC 8414 (section 3.1).
 * @param {string} issuer
 * @param {readonly string[]} origins
 * @returns {string[]}  Empty if the issuer must not be asked.
 */
export function discoveryAddresses(issuer, origins) {
  if (!isAllowed(issuer, origins) || issuer.includes("?")) return [];
  const { origin } = new URL(issuer);
  const path = issuer.slice(origin.length).replace(/\/$/, "");
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

/**
 * The command that prints what stands at an address.
 * @param {string} address
 * @returns {string | null}  Null if the address could do more in a command than be an address.
 */
export function commandFor(address) {
  return exactAddress(address) === null ? null : `curl "${address}"`;
}
