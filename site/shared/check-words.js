/** What the checks are called, and what became of them, for people. */

/** @typedef {import("../engine/contract").Check} Check */

/** @type {Record<string, string>} */
export const CHECK_TITLES = {
  format: "Format",
  signature: "Signature",
  algorithm: "Algorithm",
  key: "Key",
  claims: "Claims",
  "decryption-key": "Decryption key",
  decryption: "Decryption",
  inner: "Token inside",
  crit: "Extensions",
  typ: "Type",
  exp: "Expiry",
  nbf: "Not before",
  iat: "Issued at",
  iss: "Issuer",
  aud: "Audience",
  sub: "Subject",
  jti: "Token ID",
  require: "Required claims",
  strength: "Key strength",
  disclosures: "Disclosures",
  key_binding: "Key binding",
  vct: "Credential type",
};
/** @type {Record<Check["status"], { word: string, sign: string }>} */
export const CHECK_STATUS = {
  fail: { word: "Fails", sign: "✕" },
  pass: { word: "Passes", sign: "✓" },
  skip: { word: "Not checked", sign: "–" },
};
