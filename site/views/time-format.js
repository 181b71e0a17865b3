/** Times for people. All input is in seconds since the epoch (NumericDate, RFC 7519 section 2). */

import { plural } from "./dom.js";

const MAX_SECONDS = 8.64e12;

/** Above this a number of seconds is year 5138 or later: milliseconds, in practice. */
const SURELY_MILLISECONDS = 1e11;

const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/** @param {number} seconds @returns {string | null} e.g. `2011-03-22T18:43:00Z`; null outside the range of dates. */
export function utc(seconds) {
  if (!(Math.abs(seconds) <= MAX_SECONDS)) return null;
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** In the reader's own zone and language. @param {number} seconds @returns {string | null} */
export function localTime(seconds) {
  return Math.abs(seconds) <= MAX_SECONDS ? local.format(seconds * 1000) : null;
}

/** @param {number} seconds */
export function looksLikeMilliseconds(seconds) {
  return Math.abs(seconds) >= SURELY_MILLISECONDS && Math.abs(seconds) / 1000 <= MAX_SECONDS;
}

/** @type {[string, number][]} */
const UNITS = [
  ["year", 31_556_952],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/**
 * "in 2 hours 5 minutes", "3 days ago", "now": the two largest units that say something.
 * @param {number} seconds @param {number} now
 */
export function relative(seconds, now) {
  const difference = Math.trunc(seconds - now);
  if (difference === 0) return "now";
  let rest = Math.abs(difference);
  const [, year] = UNITS[0] ?? ["", 0];
  // A mean year has some hours more than 365 days: “49 years 365 days” is nobody's way to say 50.
  if (rest > year && rest % year >= 365 * 86_400) rest += year - (rest % year);
  const index = UNITS.findIndex(([, size]) => rest >= size);
  const parts = UNITS.slice(index, index + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [plural(count, unit)];
  });
  return difference > 0 ? `in ${parts.join(" ")}` : `${parts.join(" ")} ago`;
}

/** The value of a `datetime-local` field. @param {number} seconds */
export function toField(seconds) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** @param {string} value Of a `datetime-local` field. @returns {number | null} */
export function fromField(value) {
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000);
}
