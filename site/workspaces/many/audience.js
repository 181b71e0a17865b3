/**
 * The one remark that the list makes on its own. A token that names its audience is refused by
 * `jwt.decode` of PyJWT when the caller expects none, while every check here passes. Pure.
 */

/** @import { Brief, InspectManyParams } from "../../engine/contract" */

/** @typedef {"audience-not-set"} Remark */

/** @type {Remark} */
export const AUDIENCE_NOT_SET = "audience-not-set";
export const AUDIENCE_SENTENCE =
  "The signature is good. But the token names an audience and none is expected, " +
  "so jwt.decode raises InvalidAudienceError.";

/**
 * @param {Brief} brief
 * @param {string} token  In compact serialization.
 * @param {Pick<InspectManyParams, "expect" | "detached_payload">} terms  What it was judged by.
 * @returns {Remark | null}
 */
export function remarkOn(brief, token, { expect, detached_payload: detached = "" }) {
  if (brief.verdict !== "valid" || expect?.aud !== undefined) return null;
  return namesAudience(payloadOf(token) || detached) ? AUDIENCE_NOT_SET : null;
}

/**
 * Tells what PyJWT asks: whether `aud` is there and counts as true in Python. Unlike in JavaScript,
 * an empty list and an empty object do not.
 * @param {string} payload  JSON; its letters beyond ASCII may be garbled.
 */
export function namesAudience(payload) {
  // Most payloads are answered by a look. The backslash is for a name that is written in escapes.
  if (!payload.includes("aud") && !payload.includes("\\u")) return false;
  try {
    const aud = JSON.parse(payload)?.aud;
    return typeof aud === "object" && aud !== null ? Object.keys(aud).length > 0 : Boolean(aud);
  } catch {
    return false; // what is no JSON is not valid either
  }
}

/**
 * Decodes the payload, but not its UTF-8: the name `aud` and the signs of JSON are ASCII, and a
 * list of 100,000 tokens has no time for more.
 * @param {string} token
 */
function payloadOf(token) {
  const from = token.indexOf(".") + 1;
  const to = token.indexOf(".", from);
  const payload = token.slice(from, to === -1 ? undefined : to);
  try {
    return atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
