/**
 * Writes times for people. All inputs are in seconds since the epoch (NumericDate, RFC 7519 section
 * 2).
 */

import { plural } from "./dom.js";

const MAX_SECONDS = 8.64e12;

/**
 * From this number of seconds on, the year is 5138 or later. In practice such a number is in
 * milliseconds.
 */
const SURELY_MILLISECONDS = 1e11;

const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/**
 * @param {number} seconds
 * @returns {string | null}  Such as `2011-03-22T18:43:00Z`; null outside of the range of dates.
 */
export function utc(seconds) {
  if (!(Math.abs(seconds) <= MAX_SECONDS)) return null;
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/**
 * Writes a time in the reader's own time zone and language; null outside of the range of dates.
 * @param {number} seconds
 * @returns {string | null}
 */
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
 * Writes a difference as "in 2 hours 5 minutes", "3 days ago" or "now", with the two largest units
 * that are not zero.
 * @param {number} seconds
 * @param {number} now
 */
export function relative(seconds, now) {
  const difference = Math.trunc(seconds - now);
  if (difference === 0) return "now";
  let rest = Math.abs(difference);
  const [, year] = UNITS[0] ?? ["", 0];
  // A mean year has some hours more than 365 days. Without this, 50 years would be “49 years 365
  // days”.
  if (rest > year && rest % year >= 365 * 86_400) rest += year - (rest % year);
  const index = UNITS.findIndex(([, size]) => rest >= size);
  const parts = UNITS.slice(index, index + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [plural(count, unit)];
  });
  return difference > 0 ? `in ${parts.join(" ")}` : `${parts.join(" ")} ago`;
}

/**
 * Returns the value for a `datetime-local` field; "" outside of the range of dates.
 * @param {number} seconds
 */
export function toField(seconds) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/**
 * Reads a `datetime-local` field.
 * @param {string} value  The value of the field.
 * @returns {number | null}  Null when it is empty or incomplete.
 */
export function fromField(value) {
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000);
}
