/**
 * Draws the verdict first. What explains it is drawn one frame later, when the verdict has been
 * painted.
 */
import { untilPainted } from "../shared/time-slices.js";
import { createStore } from "./store.js";

/** @typedef {import("./model").Store} Store */

/**
 * Returns the same state for views that can wait for the verdict. They hear of a new report one
 * frame later. They hear of other changes at once, or together with a report that is about to come.
 * @param {Store} store
 * @returns {Pick<Store, "get" | "subscribe">}
 */
export function afterVerdict(store) {
  const calm = createStore(store.get());
  let waits = false;
  store.subscribe((state, previous) => {
    if (waits || previous === null) return;
    if (state.report === previous.report || state.report === null) return calm.set(state);
    waits = true;
    void passOnLater();
  });
  return calm;

  async function passOnLater() {
    await untilPainted();
    waits = false;
    calm.set(store.get());
  }
}
