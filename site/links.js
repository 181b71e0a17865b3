/**
 * Share links: they carry the inputs in the fragment of the address, which browsers send to nobody.
 * Pure functions; the page reads and rewrites its address itself.
 *
 * Written:
 *
 * - `#v1=…`: packed JSON of the inputs that differ from the defaults, and `leftOut`: the keys that
 *   were given but are kept out of the link.
 *
 * Also read:
 *
 * - `#token=`, `#id_token=`, `#access_token=`, `#jwt=`, as the answer of an OAuth implicit flow has
 *   them
 * - `#eyJ…`: the token alone
 * - the same names after `?`. The server has seen those, so they are taken out of the address.
 */
import { pack, unpack } from "./link-packing.js";
import { KEYS, readInputs } from "./link-inputs.js";
import { mayBeSecret } from "./secrets.js";
import { defaultInputs } from "./state.js";

/** @import { KeyInput } from "./engine/contract" */
/** @import { Inputs } from "./model" */

const TOKEN_NAMES = ["token", "id_token", "access_token", "jwt"];
/** The notices about keys that a link was made without. */
export const LEFT_OUT = {
  key: "This link was made without its key. Enter it under “Verification key” to verify the token.",
  signingKey:
    "This link was made without its signing key. Enter it under “Separate signing key” to sign.",
};
const BROKEN =
  "This link is damaged or cut off, so nothing was taken from it. Ask for it again, or paste the " +
  "token itself.";

/**
 * @param {Inputs} inputs
 * @param {{ includeSecrets?: boolean }} [options]  Without `includeSecrets`, passphrases and key
 *   texts that may be secret are left out.
 * @returns {string}  The fragment without `#`, or "" when there is nothing to carry.
 */
export function encodeLink(inputs, { includeSecrets = false } = {}) {
  const defaults = defaultInputs();
  const carried = { ...inputs };
  if (!includeSecrets) {
    carried.key = withoutSecrets(inputs.key);
    carried.signingKey = inputs.signingKey && withoutSecrets(inputs.signingKey);
    if (!carried.signingKey?.text) carried.signingKey = null;
  }
  // The engine does not read them then.
  if (inputs.direction !== "sign") carried.header = carried.payload = "";
  const entries = Object.entries(carried).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(defaults[/** @type {keyof Inputs} */ (name)]),
  );
  if (entries.length === 0) return "";
  const leftOut = KEYS.filter((name) => inputs[name]?.text && !carried[name]?.text);
  // JSON writes lone surrogates as escapes, so UTF-8 keeps every string.
  return `v1=${pack(JSON.stringify({ ...Object.fromEntries(entries), ...(leftOut.length > 0 && { leftOut }) }))}`;
}

/**
 * @param {Inputs} inputs
 * @returns {boolean}  True when a link leaves something out unless it is told to include secrets.
 */
export function hasSecrets({ key, signingKey }) {
  return [key, signingKey].some((one) => one && (mayBeSecret(one.text) || one.passphrase));
}

/** The notices about a token after “?”, by who has answered with the page. */
const TOKEN_IN_QUERY = {
  server: [
    "The token was in the address after “?”, so this site's server received it, and it may be " +
      "in the logs of the server and of proxies on the way. It has been taken out of the " +
      "address. If it is still valid, treat it as exposed; in links, write “#token=” instead of " +
      "“?token=”.",
  ],
  copy: [
    "The token was in the address after “?”. This time the copy of the page that this browser " +
      "keeps answered, so it stayed here; where there is no such copy, the address goes to this " +
      "site's server and into its logs. It has been taken out of the address; in links, write " +
      "“#token=” instead of “?token=”.",
  ],
  /** A page that was opened from a disk has no server. */
  file: [],
};

/**
 * @param {{ pathname: string, search: string, hash: string }} location
 * @param {keyof typeof TOKEN_IN_QUERY} [answeredBy]  Who got the address with its query, and
 *   answered with the page.
 * @returns {{ inputs: Partial<Inputs>, notices: string[], rewrite?: string }}
 *   `rewrite`: the address (path, query, fragment) that has to take the place of the present one at
 *   once. The notices are sentences for people.
 */
export function decodeLink({ pathname, search, hash }, answeredBy = "server") {
  /** @type {string[]} */
  const notices = [];
  const fragment = hash.replace(/^#/, "");
  const inputs = fromFragment(fragment, notices);

  const query = split(search.replace(/^\?/, ""));
  const names = query.filter(({ name }) => TOKEN_NAMES.includes(name));
  if (names.length === 0) return { inputs, notices };

  const token = pickToken(query, notices);
  if (token !== undefined) notices.push(...TOKEN_IN_QUERY[answeredBy]);
  if (token !== undefined && inputs.token !== undefined && inputs.token !== token) {
    notices.push("The address held another token after “#”. That one is shown.");
  }
  const rest = query
    .filter((pair) => !names.includes(pair))
    .map(({ raw }) => raw)
    .join("&");
  return {
    inputs: token === undefined ? inputs : { token, ...inputs },
    notices,
    rewrite: pathname + (rest && `?${rest}`) + (fragment && `#${fragment}`),
  };
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
  if (fragment.startsWith("eyJ")) return { token: percentDecoded(fragment) };
  const token = pickToken(split(fragment), notices);
  return token === undefined ? {} : { token };
}

/** @param {string} packed @param {string[]} notices @returns {Partial<Inputs>} */
function fromPacked(packed, notices) {
  try {
    // What follows is not part of the link: chat programs like to add a closing bracket.
    const { inputs, leftOut, ignored, tooMuch } = readInputs(
      JSON.parse(unpack(/^[\w-]*/.exec(percentDecoded(packed))?.[0] ?? "")),
    );
    if (ignored.length) {
      notices.push(
        `Some parts of this link could not be read and were left out: ${ignored.join(", ")}.`,
      );
    }
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

/**
 * Splits a query like URLSearchParams does, but keeps `+`, which is a letter of base64.
 * @param {string} text
 */
function split(text) {
  return text.split("&").map((raw) => {
    const at = raw.indexOf("=");
    const [name, value] = at < 0 ? [raw, ""] : [raw.slice(0, at), raw.slice(at + 1)];
    return { raw, name: percentDecoded(name), value: percentDecoded(value) };
  });
}

/** @param {string} text */
function percentDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: the text stays as it is
  }
}

/** @param {KeyInput} key @returns {KeyInput} */
function withoutSecrets({ text, encoding, kid }) {
  return {
    text: mayBeSecret(text) ? "" : text,
    ...(encoding && { encoding }),
    ...(kid && { kid }),
  };
}
