/**
 * Header and payload as text, decoded in JavaScript: what can be shown while
 * Python is still loading. It decodes and judges nothing; what it shows is
 * marked as a preview and replaced by the engine's report.
 */

/** @import { Preview } from "./model" */

/**
 * @param {string} token  As the user gave it.
 * @returns {Preview}  null for a segment that is absent or does not decode. An encrypted token (five segments) has no payload to show.
 */
export function preview(token) {
  const segments = token
    .trim()
    .replace(/^["']?(?:authorization:\s*)?(?:bearer\s+)?["']?/i, "")
    .replace(/["',;]+$/, "")
    .replace(/\s+/g, "")
    .split(".");
  return {
    header: decode(segments[0]),
    payload: segments.length > 3 ? null : decode(segments[1]),
  };
}

/** @param {string | undefined} segment  base64url; padding and plain base64 are let pass. */
function decode(segment) {
  if (!segment) return null;
  try {
    const binary = atob(segment.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, ""));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
