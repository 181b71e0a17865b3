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

/**
 * The one form of a date, in the words of the reader's language.
 * @type {Intl.DateTimeFormatOptions}
 */
const DAY = { year: "numeric", month: "short", day: "numeric" };
/** @type {Intl.DateTimeFormatOptions} */
const MOMENT = {
  ...DAY,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
};
const moments = new Intl.DateTimeFormat(undefined, MOMENT);
const days = new Intl.DateTimeFormat(undefined, DAY);
/** How the engine writes times into its sentences. */
const IN_SENTENCES = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/;

/**
 * @param {number} seconds
 * @returns {string | null}  Such as `2011-03-22T18:43:00Z`; null outside of the range of dates.
 */
export function utc(seconds) {
  if (!(Math.abs(seconds) <= MAX_SECONDS)) return null;
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/**
 * Writes a time in the reader's own time zone and language, such as `22 Mar 2011, 19:43:00 CET`.
 * @param {number} seconds
 * @returns {string | null}  Null outside of the range of dates.
 */
export function stamp(seconds) {
  return Math.abs(seconds) <= MAX_SECONDS ? moments.format(seconds * 1000) : null;
}

/**
 * Writes the day alone, in the reader's own time zone and language.
 * @param {number} seconds
 * @returns {string | null}  Null outside of the range of dates.
 */
export function day(seconds) {
  return Math.abs(seconds) <= MAX_SECONDS ? days.format(seconds * 1000) : null;
}

/**
 * Splits a sentence of the engine at its times, which are all in UTC.
 * @param {string} text
 * @returns {{ text: string, local: string | null }[]}  `local` is the same time where the reader
 *   is; null for what is no time, and where the reader's clock shows UTC anyway.
 */
export function splitTimes(text) {
  return text.split(IN_SENTENCES).flatMap((part, index) => {
    if (part === "") return [];
    const date = new Date(index % 2 === 1 ? part : Number.NaN);
    const here = Number.isNaN(date.getTime()) || date.getTimezoneOffset() === 0;
    return [{ text: part, local: here ? null : moments.format(date) }];
  });
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
