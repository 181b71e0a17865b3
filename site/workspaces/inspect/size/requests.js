/** Reads the number of requests per day. */
import { count } from "../../../shared/dom.js";

/** The most that the engine takes. */
export const MAX_REQUESTS = 1_000_000_000;

/**
 * @param {string} text
 * @returns {{ requests: number, problem: string }}
 */
export function readRequests(text) {
  const digits = text.trim();
  const requests = Number(digits);
  const fits = /^\d{1,10}$/.test(digits) && requests <= MAX_REQUESTS;
  return fits
    ? { requests, problem: "" }
    : { requests: 0, problem: `Enter a whole number from 0 to ${count(MAX_REQUESTS)}.` };
}
