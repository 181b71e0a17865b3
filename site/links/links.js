/**
 * Share links: they carry the inputs in the fragment of the address, which browsers send to nobody.
 * Pure functions; address.js rewrites the page's address.
 *
 * Written:
 *
 * - `#v1=…`: packed JSON of the inputs that differ from the defaults, and `leftOut`: the keys that
 *   were given but are kept out of the link.
 * - `&view=…` behind it, or `#view=…` alone: the open workspace (shell/workspaces.js).
 *
 * Also read:
 *
 * - `#token=`, `#id_token=`, `#access_token=`, `#jwt=`, as the answer of an OAuth implicit flow has
 *   them
 * - `#eyJ…`: the token alone
 * - the same names after `?`. The server has seen those, so they are taken out of the address.
 */
import { percentDecoded, split, TOKEN_NAMES } from "./address.js";
import { withoutView } from "./view.js";
import { pack, unpack } from "./link-packing.js";
import { KEYS, readInputs } from "./link-inputs.js";
import { onlyParts, partsOf } from "./link-parts.js";
import { mayBeSecret } from "../state/secrets.js";
import { defaultInputs } from "../state/store.js";

/** @import { Inputs } from "../state/model" */
/** @import { Address } from "./address.js" */
/** @import { Part } from "./link-parts.js" */

/** The notices about keys that a link was made without. */
export const LEFT_OUT = {
  key: "This link was made without its key. Enter it under “Verification key” to verify the token.",
  signingKey:
    "This link was made without its signing key. Enter it under “Separate signing key” to sign.",
  decryptionKey:
    "This link was made without its decryption key. Enter it under “Decryption key” to open the token.",
};
const BROKEN =
  "This link is damaged or cut off, so nothing was taken from it. Ask for it again, or paste the " +
  "token itself.";

/**
 * @param {Inputs} inputs
 * @param {{ includeSecrets?: boolean, view?: string, parts?: ReadonlySet<Part> }} [options]
 *   `parts`: what the link carries. Without it the link carries all parts, but those that may be
 *   secret only with `includeSecrets`. `view`: the open workspace.
 * @returns {string}  The fragment without `#`, or "" when there is nothing to carry.
 */
export function encodeLink(inputs, { includeSecrets = false, view = "inspect", parts } = {}) {
  const defaults = defaultInputs();
  const chosen =
    parts ??
    new Set(
      partsOf(inputs, view)
        .filter(({ secret }) => includeSecrets || !secret)
        .map(({ part }) => part),
    );
  const carried = onlyParts(inputs, chosen);
  const entries = Object.entries(carried).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(defaults[/** @type {keyof Inputs} */ (name)]),
  );
  const place = chosen.has("view") && view !== "inspect" ? `view=${view}` : "";
  if (entries.length === 0) return place;
  const leftOut = KEYS.filter((name) => inputs[name]?.text && !carried[name]?.text);
  // JSON writes lone surrogates as escapes, so UTF-8 keeps every string.
  const packed = pack(
    JSON.stringify({ ...Object.fromEntries(entries), ...(leftOut.length > 0 && { leftOut }) }),
  );
  return `v1=${packed}${place && `&${place}`}`;
}

/**
 * @param {Inputs} inputs
 * @returns {boolean}  True when a link leaves something out unless it is told to include secrets.
 */
export function hasSecrets({ key, signingKey, decryptionKey }) {
  return [key, signingKey, decryptionKey].some(
    (one) => one && (mayBeSecret(one.text) || one.passphrase),
  );
}

const IN_HISTORY =
  "The token was in the address. It has been taken out of it, but the browser's history keeps the " +
  "address as it was opened. If the token is still valid, delete this visit there.";

/** The notices about a token after “?”, by who has answered with the page. */
const TOKEN_IN_QUERY = {
  server: [
    "The token was in the address after “?”, so this site's server received it, and it may be " +
      "in the logs of the server and of proxies on the way. It has been taken out of the " +
      "address, but the browser's history keeps it. If it is still valid, treat it as exposed; in " +
      "links, write “#token=” instead of “?token=”.",
  ],
  copy: [
    "The token was in the address after “?”. This time the copy of the page that this browser " +
      "keeps answered, so it stayed here; where there is no such copy, the address goes to this " +
      "site's server and into its logs. It has been taken out of the address, but the browser's " +
      "history keeps it; in links, write “#token=” instead of “?token=”.",
  ],
  /** A page that was opened from a disk has no server. */
  file: [],
};

/**
 * @param {Omit<Address, "pathname">} address  As it was opened.
 * @param {keyof typeof TOKEN_IN_QUERY} [answeredBy]  Who got the address with its query, and
 *   answered with the page.
 * @returns {{ inputs: Partial<Inputs>, notices: string[] }}  The notices are sentences for people.
 */
export function decodeLink({ search, hash }, answeredBy = "server") {
  /** @type {string[]} */
  const notices = [];
  const inputs = fromFragment(withoutView(hash.replace(/^#/, "")), notices);
  const token = pickToken(split(search.replace(/^\?/, "")), notices);
  if (token === undefined) return { inputs, notices };
  notices.push(...TOKEN_IN_QUERY[answeredBy]);
  if (inputs.token !== undefined && inputs.token !== token) {
    notices.push("The address held another token after “#”. That one is shown.");
  }
  return { inputs: { token, ...inputs }, notices };
}

/** @param {string} fragment @param {string[]} notices @returns {Partial<Inputs>} */
function fromFragment(fragment, notices) {
  const version = /^v(\d+)=/.exec(fragment);
  if (version) {
    if (version[1] === "1") return fromPacked(fragment.slice(3), notices);
    notices.push(
      "This link was made by a newer version of this page. Reload the page and open the link again.",
    );
    return {};
  }
  const token = fragment.startsWith("eyJ")
    ? percentDecoded(fragment)
    : pickToken(split(fragment), notices);
  if (token === undefined) return {};
  notices.push(IN_HISTORY);
  return { token };
}

/** @param {string} packed @param {string[]} notices @returns {Partial<Inputs>} */
function fromPacked(packed, notices) {
  try {
    // What follows is not part of the link: chat programs like to add a closing bracket.
    const { inputs, leftOut, ignored, tooMuch } = readInputs(
      JSON.parse(unpack(/^[\w-]*/.exec(percentDecoded(packed))?.[0] ?? "")),
    );
    // Their names are not quoted: a stranger chose them, and they would read like words of ours.
    if (ignored.length === 1)
      notices.push("One part of this link is unknown or cannot be read. It was left out.");
    else if (ignored.length > 1)
      notices.push(
        `${ignored.length} parts of this link are unknown or cannot be read. They were left out.`,
      );
    notices.push(...tooMuch, ...leftOut.map((name) => LEFT_OUT[name]));
    return inputs;
  } catch {
    notices.push(BROKEN);
    return {};
  }
}

/** @param {ReturnType<typeof split>} pairs @param {string[]} notices */
function pickToken(pairs, notices) {
  const found = TOKEN_NAMES.flatMap((name) =>
    pairs.filter((pair) => pair.name === name && pair.value !== ""),
  );
  const [first, ...others] = found;
  if (first && others.length > 0) {
    const names = [...new Set(others.map(({ name }) => name))].join(", ");
    notices.push(
      `The address holds ${found.length} tokens. “${first.name}” is shown; left out: ${names}.`,
    );
  }
  return first?.value;
}
