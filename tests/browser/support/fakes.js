/** Stand-ins for tests in Node: a worker and an engine client whose part the test plays itself. */

/** A Worker. The test reads its messages in `sent` and answers with `say` and `die`. */
export class FakeWorker extends EventTarget {
  static made = [];
  sent = [];
  terminated = false;
  constructor() {
    super();
    FakeWorker.made.push(this);
  }
  static get last() {
    return FakeWorker.made.at(-1);
  }
  postMessage(message) {
    this.sent.push(message);
  }
  terminate() {
    this.terminated = true;
  }
  say(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
  status(stage, message = "") {
    this.say({ kind: "status", status: { stage, loaded: 0, total: 1, message } });
  }
  /** Answers the newest request. */
  answer(result = "done", took = 0) {
    const { id } = this.sent.at(-1);
    this.say({ kind: "reply", id, reply: JSON.stringify({ ok: true, result }), took });
  }
  die(type = "error") {
    this.dispatchEvent(new Event(type, { cancelable: true }));
  }
}

/** An engine client that is ready at once and answers when the test says so. */
export function fakeClient(load = { stage: "ready", loaded: 1, total: 1, message: "" }) {
  const calls = [];
  const listeners = new Set();
  const client = {
    calls,
    open: (op) => calls.filter((call) => call.op === op && !call.answered),
    call: (op, params) =>
      new Promise((resolve) => {
        const call = { op, params, answered: false, reply };
        calls.push(call);
        async function reply(value) {
          call.answered = true;
          resolve(value);
          await settled();
        }
      }),
    status: {
      get: () => load,
      subscribe(listener) {
        listeners.add(listener);
        listener(load);
        return () => listeners.delete(listener);
      },
      set(stage, more) {
        load = { ...load, stage, ...more };
        for (const listener of listeners) listener(load);
      },
    },
  };
  return client;
}

/** Resolves when the consequences of all settled promises have run. */
export const settled = () => new Promise((done) => setImmediate(done));
