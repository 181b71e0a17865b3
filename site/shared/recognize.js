/**
 * Tells what a text is: a token in any wrapping, a log, a HAR, a key, or something else that people
 * take for a token. Pure. The time is proportional to the length of the text.
 *
 * The engine decides what is read; this decides only where a text belongs, and how it is called.
 * So what the engine takes for a token is a token here as well.
 */
import { searchTokens } from "./find-tokens.js";
import { keyKind } from "./recognize-keys.js";
import { withoutEnd } from "./text-ends.js";

/** @import { Kind } from "./kinds.js" */

/** @typedef {{ kind: Kind, tokens: number }} What  `tokens`: how many different tokens it holds. */

/** An answer with up to so many tokens is read as a token, and more of them as a log. */
const FEW = 3;
/** Nothing of one word is longer, but tokens and keys. */
const LONGEST_WORD = 4096;

const LOOSE = /^[A-Za-z0-9_+/=.\s-]*$/;
/** A token with disclosures (SD-JWT). */
const DISCLOSING = /^[\w.=-]+~[\w.=~-]*$/;
const JOSE_MEMBER = /"(?:signatures?|ciphertext|protected)"\s*:/;
const LOG_MEMBER = /"log"\s*:\s*\{/;
const PREFIX = /^(?:(?:authorization|bearer|dpop|jwt|token)[\s:=]+|["'`“”‘’<([])/i;
const CLOSING = "\"'`“”‘’>)];, \t\r\n";
const PASETO = /^v[1-4]\.(?:local|public)\.[\w-]{16,}(?:\.[\w-]+)?$/;
const SAML_PARAMETER = /^SAML(?:Request|Response)=/;
/** Base64 of `<saml`, `<Response`, `<Assertion`, `<?xml` and the like. */
const SAML_BASE64 = /^P[ADEFGH][A-Za-z0-9+/=\s]+$/;
const SAML_NAMES = /:SAML:|<saml|<(?:Assertion|Response)[ >]/;
const OPAQUE = /^[\w.~+/:|=-]{16,}$/;

/** @param {string} text @returns {What} */
export function recognize(text) {
  const work = recognizing(text);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Does the same, and yields from time to time.
 * @param {string} text
 * @returns {Generator<void, What>}
 */
export function* recognizing(text) {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty", tokens: 0 };
  const { tokens } = yield* searchTokens(text);
  const number = tokens.length > 1 && isOne(trimmed, tokens) ? 1 : tokens.length;
  yield;
  if (isHar(trimmed)) return { kind: "har", tokens: number };
  if (number > 1) {
    const isAnswer = number <= FEW && (trimmed.startsWith("{") || !trimmed.includes("\n"));
    return { kind: isAnswer ? "several" : "log", tokens: number };
  }
  return { kind: number === 1 ? "token" : without(trimmed), tokens: number };
}

/**
 * Tells whether what was found is one token: line breaks cut it, or its disclosures follow it.
 * @param {string} text
 * @param {import("./find-tokens.js").Found[]} tokens
 */
function isOne(text, tokens) {
  if (DISCLOSING.test(text)) return true;
  const whole = tokens.filter(({ token }) => token.split(".", 3).length === 3);
  return whole.length <= 1 && LOOSE.test(text) && /^e[wy3]/.test(text) && /\s/.test(text);
}

/** Names a text in which no token was found. @param {string} text @returns {Kind} */
function without(text) {
  if (text.startsWith("{") && JOSE_MEMBER.test(text) && !text.includes('"keys"')) return "token";
  const key = keyKind(text);
  if (key !== null) return key;
  if (isSaml(text)) return "saml";
  if (text.startsWith("{"))
    return text.includes('"jwks_uri"') && text.includes('"issuer"') ? "discovery" : "other";
  if (text.length > LONGEST_WORD) return "other";
  const word = unwrapped(text);
  if (PASETO.test(word)) return "paseto";
  // The beginning of a token, or a token whose first part is damaged: the engine reads both.
  if (/^e[wy3]/.test(word) && LOOSE.test(word)) return "token";
  const dots = word.split(".").length - 1;
  if ((dots === 2 || dots === 4) && !/\s/.test(word)) return "token";
  return OPAQUE.test(word) && !word.includes(":/") ? "opaque" : "other";
}

/** @param {string} text */
function isHar(text) {
  return text.startsWith("{") && LOG_MEMBER.test(text.slice(0, 4096)) && text.includes('"entries"');
}

/** @param {string} text */
function isSaml(text) {
  if (SAML_PARAMETER.test(text)) return true;
  if (text.startsWith("<")) return text.slice(0, 20_000).includes("urn:oasis:names:tc:SAML");
  if (!SAML_BASE64.test(text)) return false;
  const start = text.slice(0, 8000).replace(/[\s=]/g, "");
  // Four letters at a time: a piece of another length cannot be decoded.
  return SAML_NAMES.test(atob(start.slice(0, start.length - (start.length % 4))));
}

/**
 * Takes off what stands around a word: `Bearer`, quotes, a comma.
 * @param {string} text  A short text.
 */
function unwrapped(text) {
  let word = text;
  for (let inner = word.replace(PREFIX, ""); inner !== word; inner = word.replace(PREFIX, ""))
    word = inner.trimStart();
  return withoutEnd(word, CLOSING);
}
