/**
 * Looks for the key of a set that verifies the token under another name than the token's. It asks
 * the engine about the keys that were left out for their `kid`, one after the other.
 */
import { inspectParams } from "../../state/request-params.js";

/** @typedef {import("../../state/model").State} State */

/** The most keys that are tried. Real sets have a handful. */
const MOST = 20;

/**
 * Returns the `kid` of the key that verifies the token although it was left out; null when there
 * is none, or when it is not known yet.
 * @param {State} state
 * @returns {string | null}
 */
export function matchingKid({ report, otherKid }) {
  return otherKid !== null && otherKid.report === report ? otherKid.kid : null;
}

/** @param {Pick<import("../../shared/dom.js").App, "store" | "client">} app */
export function mountOtherKid({ store, client }) {
  /** @type {State["report"]} */
  let asked = null;
  store.subscribe((state) => {
    if (state.busy || state.report === null || state.report === asked) return;
    const kids = candidates(state);
    if (kids === null) return;
    asked = state.report;
    void search(state, kids);
  });

  /** @param {State} state @param {string[]} kids */
  async function search({ report, inputs }, kids) {
    for (const kid of kids) {
      const key = { ...inputs.key, kid };
      const reply = await client.call(
        "inspect",
        inspectParams({ ...inputs, key, crossCheck: false }),
      );
      const now = store.get();
      if (report === null || now.report !== report || now.inputs.key !== inputs.key) return;
      if (!reply.ok) return;
      if (reply.result.signature === "valid") return store.set({ otherKid: { report, kid } });
    }
  }
}

/**
 * Returns the names of the keys to try; null while the description of the keys is on its way.
 * @param {State} state
 * @returns {string[] | null}
 */
function candidates({ report, reportFor, inputs, keys }) {
  if (report === null || reportFor !== inputs.token || inputs.token === "") return [];
  if (report.signature === "valid" || inputs.key.kid !== undefined) return [];
  if (report.keys.length === 0) return [];
  if (keys === null || keys.keys.length !== report.keys.length) return null;
  const alg = report.header_members.findLast(({ name }) => name === "alg")?.value;
  const kids = report.keys.flatMap(({ status, kid }, index) => {
    const fits = keys.keys[index]?.algorithms.some((name) => JSON.stringify(name) === alg);
    return status === "rejected" && kid !== null && fits ? [kid] : [];
  });
  return [...new Set(kids)].slice(0, MOST);
}
