/** Offers what was there before: the way back from Clear, from a sample, from a new key. */
import { toast } from "./toast.js";

/** @import { Inputs, State } from "../state/model" */
/** @typedef {Pick<import("./dom.js").App, "store" | "session">} App */

/**
 * Says what was done, with a button that brings the old inputs back whole. The offer stays until it
 * is closed or another message comes, also when the user types. What was typed meanwhile is offered
 * in turn.
 * @param {App} app
 * @param {string} text  What was done.
 * @param {State} before  The state before it.
 * @param {object} [options]
 * @param {(keyof Inputs)[]} [options.names]  What it changed; by default all.
 * @param {(() => void) | null} [options.also]  Brings back what is no input.
 * @param {{ label: string, run: () => void }[]} [options.next]  What can be done now.
 */
export function offerUndo(app, text, before, { names, also, next = [] } = {}) {
  const { store, session } = app;
  const done = store.get().inputs;
  const old = names ? pick(before.inputs, names) : before.inputs;
  const run = () => {
    const now = store.get();
    const changed = /** @type {(keyof Inputs)[]} */ (Object.keys(old));
    session.update(old, before.linkTerms);
    also?.();
    // The notices are about the inputs that are there again.
    if (!names) store.set({ linkTerms: before.linkTerms, notices: before.notices });
    if (changed.some((name) => now.inputs[name] !== done[name]))
      offerUndo(app, "Undone. What you had entered meanwhile was replaced.", now, {
        ...(names && { names }),
      });
  };
  toast(text, [...next, { label: "Undo", run }]);
}

/** @param {Inputs} inputs @param {(keyof Inputs)[]} names @returns {Partial<Inputs>} */
function pick(inputs, names) {
  return Object.fromEntries(names.map((name) => [name, inputs[name]]));
}
