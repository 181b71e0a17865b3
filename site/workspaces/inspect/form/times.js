/** Reads times as people say them: “in 15 minutes”, “2 hours ago”, a date or seconds. Pure. */

/** How many seconds a unit has. A year is the mean one, as in the words that the page writes. */
const UNITS = /** @type {const} */ ([
  [/^(?:s|secs?|seconds?)$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3_600],
  [/^(?:d|days?)$/, 86_400],
  [/^(?:w|weeks?)$/, 604_800],
  [/^(?:y|years?)$/, 31_556_952],
]);
/** The largest number of seconds that a date can have. */
const MOST = 8.64e12;
/** The longest text that is read. */
const LONGEST = 60;
const DATE = /^\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:\d\d)?)?$/;

/**
 * @param {string} words
 * @param {number} now  In seconds since the epoch.
 * @returns {number | null}  Whole seconds since the epoch; null when the words are not understood.
 */
export function readTime(words, now) {
  const text = words.trim().toLowerCase();
  if (text.length > LONGEST) return null;
  const seconds = /^-?\d{1,13}$/.test(text)
    ? Number(text)
    : DATE.test(text)
      ? Math.floor(Date.parse(text.toUpperCase().replace(" ", "T")) / 1000)
      : fromNow(text, Math.floor(now));
  return seconds !== null && Math.abs(seconds) <= MOST ? seconds + 0 : null;
}

/** @param {string} text @param {number} now */
function fromNow(text, now) {
  if (text === "now") return now;
  const ahead = /^in (.+)$/.exec(text)?.[1];
  const ago = /^(.+) ago$/.exec(text)?.[1];
  const length = duration(ahead ?? ago ?? "");
  return length === null ? null : now + (ahead === undefined ? -length : length);
}

/** @param {string} text  Such as "2 hours 5 minutes". @returns {number | null}  In seconds. */
function duration(text) {
  const words = text.replace(/(\d)([a-z])/g, "$1 $2").split(/ +/);
  if (words.length < 2 || words.length % 2 === 1) return null;
  let sum = 0;
  for (let index = 0; index < words.length; index += 2) {
    const count = words[index] ?? "";
    const size = UNITS.find(([name]) => name.test(words[index + 1] ?? ""))?.[1];
    if (size === undefined || !/^\d[\d,]{0,14}(?:\.\d{1,6})?$/.test(count)) return null;
    sum += Number(count.replaceAll(",", "")) * size;
  }
  return Math.round(sum);
}
