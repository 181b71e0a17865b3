/** Makes a header name the key that a token is to be signed with. Pure. */
import {
  readMembers,
  removeMember,
  setStringMember,
  stringMember,
} from "../../editors/json-text.js";

/** @import { GeneratedKey } from "../../engine/contract" */

/**
 * Returns the `kid` of a new key; null when it has none.
 * @param {GeneratedKey} key
 */
export function kidOf(key) {
  return stringMember((key.public ?? key.private)?.jwk ?? "", "kid");
}

/**
 * @param {string} header
 * @param {string} alg  The algorithm of the key.
 * @param {string | null} kid  The `kid` of the key.
 * @returns {string | null}  The header with this `alg` and `kid`, and without the `kid` of another
 *   key. Null when it names no other algorithm and no other key, or when it cannot be read.
 */
export function headerForKey(header, alg, kid) {
  const members = readMembers(header);
  if (members === null) return null;
  const named = members.some(({ name }) => name === "kid");
  const isOther = named && stringMember(header, "kid") !== kid;
  if (stringMember(header, "alg") === alg && !isOther) return null;
  const changed = setStringMember(header, "alg", alg);
  return kid === null ? removeMember(changed, "kid") : setLast(changed, named, kid);
}

/**
 * Sets the `kid`. A new one comes last, since people expect `alg` first.
 * @param {string} header
 * @param {boolean} named  Whether the header has one.
 * @param {string} kid
 */
function setLast(header, named, kid) {
  if (named) return setStringMember(header, "kid", kid);
  const end = readMembers(header)?.at(-1)?.range[1] ?? 0;
  return `${header.slice(0, end)},"kid":${JSON.stringify(kid)}${header.slice(end)}`;
}
