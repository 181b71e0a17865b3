/** The store, which holds the page's whole state (see model.d.ts). Knows no DOM and no engine. */

/** @import { Inputs, State, Store } from "./model" */

/** @returns {Inputs} */
export function defaultInputs() {
  return {
    direction: "verify",
    token: "",
    header: "",
    payload: "",
    key: { text: "" },
    signingKey: null,
    decryptionKey: null,
    algorithms: null,
    expect: {},
    leeway: 0,
    now: null,
    engine: "auto",
    crossCheck: false,
    detachedPayload: "",
    scenario: "",
    access: null,
  };
}

/**
 * Tells whether anything is entered or set.
 * @param {Inputs} inputs
 */
export function hasInputs(inputs) {
  return JSON.stringify(inputs) !== JSON.stringify(defaultInputs());
}

/** @returns {State} */
export function defaultState() {
  return {
    inputs: defaultInputs(),
    load: { stage: "runtime", loaded: 0, total: 0, message: "" },
    meta: null,
    report: null,
    reportFor: null,
    preview: null,
    busy: false,
    error: null,
    signFindings: [],
    signAs: null,
    keys: null,
    noToken: null,
    otherKid: null,
    notices: [],
    linkTerms: null,
    view: "inspect",
  };
}

/**
 * A listener may call `set`. Every listener then hears of the first change before the second one,
 * each with the state that belongs to it.
 * @param {State} [initial]
 * @returns {Store}
 */
export function createStore(initial = defaultState()) {
  let state = initial;
  /** @type {Set<(state: State, previous: State | null) => void>} */
  const listeners = new Set();
  /** @type {[state: State, previous: State][]} */
  const changes = [];
  let notifying = false;

  function notify() {
    if (notifying) return;
    notifying = true;
    for (let change = changes.shift(); change; change = changes.shift()) {
      for (const listener of [...listeners]) {
        if (listeners.has(listener)) call(listener, ...change);
      }
    }
    notifying = false;
  }

  return {
    get: () => state,
    set(patch) {
      const previous = state;
      state = { ...state, ...patch };
      changes.push([state, previous]);
      notify();
    },
    subscribe(listener) {
      listeners.add(listener);
      call(listener, state, null);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Calls a listener. A bug in one view must not keep the others from being drawn, so its error is
 * reported as uncaught instead.
 * @param {(state: State, previous: State | null) => void} listener
 * @param {State} state
 * @param {State | null} previous
 */
function call(listener, state, previous) {
  try {
    listener(state, previous);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
