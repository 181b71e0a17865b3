/**
 * Decodes header and payload in JavaScript, to show something while Python is still loading. It
 * checks nothing. The page marks what it shows as a preview, and the engine's report replaces it.
 */

import { withoutEnd } from "../shared/text-ends.js";

/** @import { Preview } from "./model" */

/**
 * @param {string} token  As the user gave it.
 * @returns {Preview}  Null for a segment that is missing or cannot be decoded. An encrypted token
 *   (five segments) has no payload to show.
 */
export function preview(token) {
  const segments = withoutEnd(
    token.trim().replace(/^["']?(?:authorization:\s*)?(?:bearer\s+)?["']?/i, ""),
    "\"',;",
  )
    .replace(/\s+/g, "")
    .split(".");
  return {
    header: decode(segments[0]),
    payload: segments.length > 3 ? null : decode(segments[1]),
  };
}

/**
 * @param {string | undefined} segment  base64url; padding and plain base64 are accepted as well.
 */
function decode(segment) {
  if (!segment) return null;
  try {
    const binary = atob(withoutEnd(segment.replace(/-/g, "+").replace(/_/g, "/"), "="));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
