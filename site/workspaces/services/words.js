/** The words of the workspace: why a service decides, and times. */
import { count } from "../../shared/dom.js";

/** @typedef {import("../../engine/contract").SimulatedVerification} Verification */

/** @type {Record<import("../../engine/contract").DecisionReason, string>} */
export const REASONS = {
  accepted: "accepted",
  careless: "accepted carelessly",
  expired: "refused: expired",
  "not-yet-valid": "refused: not yet valid",
  "wrong-audience": "refused: another audience",
  "unknown-key": "refused: unknown key",
  "bad-signature": "refused: bad signature",
  "no-keys": "refused: no keys",
  revoked: "refused: on the deny-list",
  "no-deny-list": "refused: no deny-list",
  other: "refused",
};

/** How a mark is drawn. @param {Verification} one @returns {"good" | "careless" | "bad"} */
export function outcomeOf({ accepted, reason }) {
  return reason === "careless" ? "careless" : accepted ? "good" : "bad";
}

/** @param {number} seconds  Since the beginning of the scenario. */
export const timeText = (seconds) => `${count(seconds)} s`;

/** @type {Record<string, string>} */
export const FETCHES = {
  first: "for the first time",
  expired: "since its copy is old",
  "unknown-key": "since it does not know the token's key",
};

/** @type {Record<"tokens" | "sessions" | "even", string>} */
export const SIDES = { tokens: "Tokens win", sessions: "Sessions win", even: "Even" };
