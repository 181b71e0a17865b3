/** When a token's time checks change by themselves. */

/** @import { Report } from "./engine/contract" */

const LONGEST_WAIT = 60; // seconds; timers stand still while a computer sleeps

/**
 * @param {Report} report
 * @param {number} leeway  Seconds.
 * @returns {number | null}  The next moment after `report.now` (seconds since the epoch) at which a check can flip: an `exp` reached, an `nbf` or `iat` no longer in the future. null: none.
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
 * @property {(run: () => void, seconds: number) => unknown} later
 * @property {(timer: any) => void} forget
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now() / 1000,
  later: (run, seconds) => setTimeout(run, seconds * 1000),
  forget: (timer) => clearTimeout(timer),
};

/**
 * One alarm; setting it again replaces it.
 * @param {Clock} clock
 * @param {() => void} ring
 * @returns {(moment: number | null) => void}  Seconds since the epoch; null: no alarm.
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
