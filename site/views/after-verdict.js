/** The verdict comes first: what explains it is drawn when it has been painted, a frame later. */
import { untilPainted } from "../time-slices.js";
import { createStore } from "../state.js";

/** @typedef {import("../model").Store} Store */

/**
 * The same state, for views that a verdict need not wait for: of a new report they hear a
 * frame later, of everything else at once (or with the report, where one is about to be told).
 * @param {Store} store
 * @returns {Pick<Store, "get" | "subscribe">}
 */
export function afterVerdict(store) {
  const told = createStore(store.get());
  let waits = false;
  store.subscribe((state, previous) => {
    if (waits || previous === null) return;
    if (state.report === previous.report || state.report === null) return told.set(state);
    waits = true;
    void tellLater();
  });
  return told;

  async function tellLater() {
    await untilPainted();
    waits = false;
    told.set(store.get());
  }
}
