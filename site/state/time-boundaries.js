/** Finds out when the time checks of a token change by themselves. */

/** @import { Report } from "../engine/contract" */

// Seconds; timers do not run while a computer sleeps, so the clock is read again this often.
const LONGEST_WAIT = 60;

/**
 * @param {Report} report
 * @param {number} leeway  In seconds.
 * @returns {number | null}  The next moment after `report.now` at which a check can change, in
 *   seconds since the epoch: when `exp` is reached, or when `nbf` or `iat` is no longer in the
 *   future. Null: there is none.
 */
export function nextTimeBoundary(report, leeway) {
  const now = report.now;
  if (now === null) return null;
  const moments = report.payload_members.flatMap(({ name, seconds }) => {
    if (seconds === null) return [];
    if (name === "exp") return [seconds + leeway];
    return name === "nbf" || name === "iat" ? [seconds - leeway] : [];
  });
  const ahead = moments.filter((moment) => moment > now);
  return ahead.length ? Math.min(...ahead) : null;
}

/**
 * @typedef {object} Clock
 * @property {() => number} now  Seconds since the epoch.
 * @property {(run: () => void, seconds: number) => unknown} later  Runs a function after some
 *   seconds and returns the timer.
 * @property {(timer: any) => void} forget  Ends a timer that `later` returned.
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now() / 1000,
  later: (run, seconds) => setTimeout(run, seconds * 1000),
  forget: (timer) => clearTimeout(timer),
};

/**
 * Makes one alarm. Setting it again replaces the earlier setting.
 * @param {Clock} clock
 * @param {() => void} ring
 * @returns {(moment: number | null) => void}  Sets the alarm to a moment in seconds since the
 *   epoch; null: no alarm.
 */
export function createAlarm(clock, ring) {
  /** @type {unknown} */
  let timer;
  return function set(moment) {
    clock.forget(timer);
    if (moment === null) return;
    const wait = moment - clock.now();
    timer = clock.later(
      () => (clock.now() >= moment ? ring() : set(moment)),
      Math.min(Math.max(wait, 0) + 0.005, LONGEST_WAIT),
    );
  };
}
