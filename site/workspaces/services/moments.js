/** What happens in a run, in the order of time. Pure. */
import { FETCHES } from "./words.js";

/** @typedef {import("../../engine/contract").SimulationRun} Run */
/**
 * @typedef {object} Happening
 * @property {string[]} parts  A sentence. Every second part is a name, which is foreign text.
 * @property {number | null} verification  The number of the verification that this is.
 */
/** @typedef {{ at: number, happenings: Happening[] }} Moment */

/** @param {Run} run @returns {Moment[]} */
export function momentsOf(run) {
  /** @type {Map<number, Happening[]>} */
  const found = new Map();
  const add = (
    /** @type {number | null} */ at,
    /** @type {string[]} */ parts,
    /** @type {number | null} */ verification = null,
  ) => {
    if (at === null || at > run.duration) return;
    const there = found.get(at) ?? [];
    there.push({ parts, verification });
    found.set(at, there);
  };
  for (const [number, { kid, published, signs_from, withdrawn }] of run.keys.entries()) {
    if (published < signs_from) add(published, ["The issuer publishes the key ", kid, "."]);
    if (number > 0) add(signs_from, ["The issuer begins to sign with the key ", kid, "."]);
    add(withdrawn, ["The issuer takes the key ", kid, " out of its key set."]);
  }
  for (const { name, logout } of run.clients) add(logout, ["The user of ", name, " logs out."]);
  if (run.outage) {
    add(run.outage[0], ["The central place cannot be reached any more."]);
    add(run.outage[1], ["The central place can be reached again."]);
  }
  for (const { at, service, why, keys } of run.fetches) {
    const failed = keys === null ? ", in vain" : "";
    const name = run.services[service]?.name ?? "";
    add(at, ["", name, ` fetches the key set ${FETCHES[why] ?? ""}${failed}.`]);
  }
  for (const [number, { at }] of run.verifications.entries()) add(at, [], number);
  return [...found]
    .map(([at, happenings]) => ({ at, happenings }))
    .sort((one, other) => one.at - other.at);
}

/**
 * Returns the place of the last moment that is not after a time.
 * @param {readonly Moment[]} moments
 * @param {number} time
 */
export function momentAt(moments, time) {
  return moments.findLastIndex(({ at }) => at <= time);
}
