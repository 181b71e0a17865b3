/** A token to begin with, for people who have none at hand. It fits the presets. */

/** @import { SignParams } from "../../engine/contract" */

const SECRET = "a-sample-secret-that-everybody-knows";
const HOUR = 3600;

/**
 * @param {number} now  In seconds since the epoch.
 * @returns {SignParams}
 */
export function sampleToken(now) {
  const iat = Math.floor(now);
  const claims = {
    iss: "https://issuer.example",
    sub: "alice",
    tid: "blue",
    scope: "orders:read profile",
    roles: ["editor"],
    iat,
    exp: iat + 8 * HOUR,
  };
  return {
    header: JSON.stringify({ alg: "HS256", typ: "JWT" }),
    payload: JSON.stringify(claims, null, 2),
    key: { text: SECRET },
  };
}
