/**
 * What the page's address may carry, and how it is taken out of the address at once: browsers keep
 * addresses in their history and in the files that bring tabs back. The page's first script does
 * that before anything else, so this module is small.
 */

import { viewOf, withoutView } from "./view.js";

/** The names that a token may have in a query or a fragment, the most telling one first. */
export const TOKEN_NAMES = ["token", "id_token", "access_token", "jwt"];

/**
 * What `decodeLink` reads.
 * @typedef {{ pathname: string, search: string, hash: string }} Address
 */

/**
 * @param {Address} address
 * @returns {string | null}  Path, query and fragment without all that they carry for the page; null
 *   when they carry nothing.
 */
export function cleanAddress({ pathname, search, hash }) {
  const fragment = hash.replace(/^#/, "");
  const query = split(search.replace(/^\?/, ""));
  const rest = query.filter(({ name }) => !TOKEN_NAMES.includes(name));
  const carried = carries(fragment);
  if (rest.length === query.length && !carried) return null;
  const kept = rest.map(({ raw }) => raw).join("&");
  const view = viewOf(hash);
  const place = carried ? view && `view=${view}` : fragment;
  return pathname + (kept && `?${kept}`) + (place ? `#${place}` : "");
}

/**
 * Tells whether a fragment is a link, a token, or an answer that holds one.
 * @param {string} fragment  Without `#`.
 */
function carries(fragment) {
  return (
    /^(?:v\d+=|eyJ)/.test(withoutView(fragment)) ||
    split(fragment).some(({ name, value }) => TOKEN_NAMES.includes(name) && value !== "")
  );
}

/**
 * Returns the address that was opened, and takes out of it what it carries. The entry of the
 * history is rewritten; there is no new one to go back from.
 * @returns {Address & { href: string }}
 */
export function takeAddress() {
  const { pathname, search, hash, href } = location;
  const clean = cleanAddress({ pathname, search, hash });
  if (clean !== null) history.replaceState(null, "", clean);
  return { pathname, search, hash, href };
}

/**
 * Splits a query like URLSearchParams does, but keeps `+`, which is a letter of base64.
 * @param {string} text
 */
export function split(text) {
  return text.split("&").map((raw) => {
    const at = raw.indexOf("=");
    const [name, value] = at < 0 ? [raw, ""] : [raw.slice(0, at), raw.slice(at + 1)];
    return { raw, name: percentDecoded(name), value: percentDecoded(value) };
  });
}

/** @param {string} text */
export function percentDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: the text stays as it is
  }
}
