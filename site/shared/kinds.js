/**
 * What a text or a file can be, in words, and where it belongs. What has no place is named and left
 * where it is.
 */

/**
 * @typedef {"private-key" | "secret-key" | "public-key" | "key-set" | "certificate" |
 *   "service-account" | "certificate-request" | "pkcs12" | "key-store" | "xml-key" | "pgp"} KeyKind
 * @typedef {"empty" | "token" | "several" | "log" | "har" | "saml" | "paseto" | "opaque" |
 *   "discovery" | "other" | KeyKind} Kind
 *   `several`: a line or an answer with up to three tokens. `log`: more than that.
 */
/**
 * @typedef {object} Fact
 * @property {string} name  With its article.
 * @property {"key" | null} place  Where it belongs, if it is no token.
 * @property {string} [more]  What can be done with it.
 */

/**
 * Says what a text is that is no token.
 * @param {Kind} kind
 * @returns {string}  Empty if it has no name.
 */
export function whatItIs(kind) {
  const fact = KINDS[kind];
  if (!fact) return "";
  const but = kind === "opaque" ? "JWT" : "token";
  return `This is ${fact.name}, not a ${but}. ${fact.more ?? ""}`.trim();
}

/** All that can be mistaken for a token. @type {Partial<Record<Kind, Fact>>} */
export const KINDS = {
  "private-key": { name: "a private key", place: "key" },
  "secret-key": { name: "a secret key", place: "key" },
  "public-key": { name: "a public key", place: "key" },
  "key-set": { name: "a set of keys (JWKS)", place: "key" },
  certificate: { name: "a certificate", place: "key" },
  "service-account": { name: "a service account file with a private key", place: "key" },
  "certificate-request": {
    name: "a certificate request",
    place: null,
    more: "The certificate or the public key is needed to verify a token.",
  },
  pkcs12: {
    name: "a PKCS#12 store",
    place: null,
    more:
      "This page does not open it. “openssl pkcs12 -nodes -in FILE” prints the key and the " +
      "certificate in it; paste those into the key field.",
  },
  "key-store": {
    name: "a Java key store",
    place: null,
    more:
      "This page does not open it. “keytool -list -rfc -keystore FILE” prints the certificates in " +
      "it; paste those into the key field.",
  },
  "xml-key": {
    name: "a key in XML",
    place: null,
    more: "This page does not read it. Export it as PEM, and paste that into the key field.",
  },
  pgp: { name: "a PGP key or message", place: null, more: "It signs no tokens." },
  saml: {
    name: "a SAML message",
    place: null,
    more: "It is XML with signatures of another kind. This page reads JSON Web Tokens only.",
  },
  paseto: {
    name: "a PASETO",
    place: null,
    more: "It is another kind of token. This page reads JSON Web Tokens only.",
  },
  opaque: {
    name: "an opaque token, or a secret",
    place: "key",
    more:
      "What an opaque token means is known only to the server that made it. A secret belongs into " +
      "the key field.",
  },
  discovery: {
    name: "a discovery document",
    place: null,
    more:
      "It tells where the keys are: open the address of its “jwks_uri”, and paste what stands " +
      "there into the key field.",
  },
};
