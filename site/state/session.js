/**
 * Turns what the user does into requests, and their replies into state. Parts of the state are
 * replaced as a whole. latest-request.js makes sure that the latest request wins.
 */
import { draftsToSign, nextInputs } from "./verify-or-sign.js";
import { createAlarm, nextTimeBoundary, systemClock } from "./time-boundaries.js";
import { createLatestRequest } from "./latest-request.js";
import { describeParams, inspectParams, JUDGED, signParams } from "./request-params.js";
import { defaultInputs } from "./store.js";
import { stillSet, termsAgain } from "./link-terms.js";

/** @import { LoadStatus } from "../engine/contract" */
/** @import { EngineClient } from "../engine/client.js" */
/** @import { Clock } from "./time-boundaries.js" */
/** @import { Inputs, Preview, Session, State, Store } from "./model" */

/**
 * The inputs that Sign uses. Its findings are removed when one of them changes.
 * @type {(keyof Inputs)[]}
 */
const SIGNED = ["token", "header", "payload", "key", "signingKey"];

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {EngineClient} parts.client
 * @param {(token: string) => Preview | null} parts.early  Reads what can be shown before the engine
 *   is ready, and stays the same then.
 * @param {(token: string) => Preview} parts.preview  Decodes whatever can be decoded: of a token
 *   that the engine has made, and when there is no engine.
 * @param {Clock} [parts.clock]
 * @returns {Session}
 */
export function createSession({ store, client, early, preview, clock = systemClock }) {
  let commands = 0; // the number of calls of `sign` and `generateKey` under way
  let lastSign = 0;

  const inspecting = createLatestRequest(
    (/** @type {Inputs} */ inputs) => client.call("inspect", inspectParams(inputs)),
    (reply, inputs) => {
      if (!reply.ok) return setDone({ error: reply.error });
      setDone({ report: reply.result, reportFor: inputs.token, preview: null, error: null });
      alarm(inputs.now === null ? nextTimeBoundary(reply.result, inputs.leeway) : null);
    },
  );
  const describing = createLatestRequest(
    (/** @type {Inputs} */ inputs) => client.call("describe_key", describeParams(inputs)),
    (reply) => setDone(reply.ok ? { keys: reply.result } : { keys: null, error: reply.error }),
  );
  const alarm = createAlarm(clock, () => store.set(follow(store.get().inputs, { inspect: true })));

  /** @param {Partial<State>} patch */
  function setDone(patch) {
    store.set({ ...patch, busy: isBusy() });
  }

  function isBusy() {
    return commands > 0 || inspecting.busy() || describing.busy();
  }

  /**
   * Sets new inputs, and asks for what depends on those that changed. After an error it asks again
   * even if none changed, so `update({})` is a retry.
   * @param {Inputs} inputs
   * @param {Partial<State>} [also]  Other changes of the state, made at the same time.
   */
  function change(inputs, also) {
    const { inputs: before, load, signFindings, error, linkTerms } = store.get();
    const changed = (/** @type {keyof Inputs} */ name) => inputs[name] !== before[name];
    const again = error !== null; // the last request has no answer yet
    // The requests are sent before the state is drawn, so that the engine works while the page
    // draws.
    const asked = follow(inputs, {
      inspect: again || JUDGED.some(changed),
      describe: again || changed("key") || changed("engine"),
    });
    store.set({
      inputs,
      ...(changed("token") &&
        (load.stage === "ready" ? { preview: null } : withoutReport(inputs, load))),
      signFindings: SIGNED.some(changed) ? [] : signFindings,
      linkTerms: stillSet(linkTerms, inputs),
      ...also,
      ...asked,
    });
  }

  /**
   * Without the engine a report on another token is not kept: it would stand there for long.
   * @type {(inputs: Inputs, load: LoadStatus) => Partial<State>}
   */
  function withoutReport({ token }, { stage }) {
    const read = stage === "failed" ? preview : early;
    return { report: null, reportFor: null, preview: token ? read(token) : null };
  }

  /**
   * Asks for what depends on the inputs, and removes from the state what no longer applies.
   * @param {Inputs} inputs
   * @param {{ inspect?: boolean, describe?: boolean }} what  What to ask for: the report of the
   *   token, the description of the key.
   * @returns {Partial<State>}  The changes of the state that follow from it.
   */
  function follow(inputs, { inspect = false, describe = false }) {
    /** @type {Partial<State>} */
    const patch = {};
    if (inspect) {
      alarm(null);
      patch.error = null;
      if (inputs.token) {
        inspecting.ask(inputs);
      } else {
        inspecting.cancel();
        patch.report = patch.reportFor = null;
      }
    }
    if (describe) {
      if (inputs.key.text) {
        describing.ask(inputs);
      } else {
        describing.cancel();
        patch.keys = null;
      }
    }
    return inspect || describe ? { ...patch, busy: isBusy() } : patch;
  }

  /**
   * @template T
   * @param {() => Promise<T>} command
   * @returns {Promise<T>}
   */
  async function run(command) {
    commands += 1;
    setDone({ error: null });
    try {
      return await command();
    } finally {
      commands -= 1;
      setDone({});
    }
  }

  /** @type {Session["sign"]} */
  async function sign(ask = async () => true) {
    const { inputs, signAs } = store.get();
    const drafts = draftsToSign(store.get());
    const number = ++lastSign;
    store.set({ signFindings: [] });
    const reply = await run(() =>
      client.call("sign", { ...signParams(inputs, drafts), ...signAs }),
    );
    // When the user has typed or pressed Sign again meanwhile, this answer is no longer wanted.
    const isLate = () =>
      number !== lastSign || SIGNED.some((name) => store.get().inputs[name] !== inputs[name]);
    if (isLate()) return "late";
    if (!reply.ok) {
      store.set({ error: reply.error });
      return "failed";
    }
    const { token, findings } = reply.result;
    const wanted = token !== null && (await ask(drafts, findings));
    if (isLate()) return "late";
    if (token === null || !wanted) {
      store.set({ signFindings: findings });
      return token === null ? "refused" : "kept";
    }
    const signed = { ...store.get().inputs, token, header: "", payload: "" };
    if (signAs?.detached) signed.detachedPayload = drafts.payload;
    // Until the engine has judged it, the panes show what was signed, not the token before.
    const also = { signFindings: findings, preview: preview(token) };
    change({ ...signed, direction: "verify" }, also);
    return "signed";
  }

  /** @type {Session["generateKey"]} */
  async function generateKey(alg, bits, signal) {
    const { inputs } = store.get();
    const params = {
      alg,
      ...(bits !== undefined && { bits }),
      ...(inputs.engine !== "auto" && { engine: inputs.engine }),
    };
    const options = signal && { signal };
    const reply = await run(() => client.call("generate_key", params, options)).catch((reason) => {
      if (signal?.aborted) return null;
      throw reason;
    });
    if (reply === null) return null;
    if (!reply.ok) {
      store.set({ error: reply.error });
      return null;
    }
    const made = reply.result;
    const now = store.get().inputs;
    // A key that was typed meanwhile is not overwritten. The caller still gets the new key.
    if (made.private && now.key === inputs.key && now.signingKey === inputs.signingKey) {
      const secret = { text: made.private.jwk };
      update(
        made.public
          ? { key: { text: made.public.jwk }, signingKey: secret }
          : { key: secret, signingKey: null },
      );
    }
    return made;
  }

  /** @type {Session["update"]} */
  function update(patch, terms = null) {
    const state = store.get();
    const inputs = nextInputs(state, patch);
    const linkTerms = stillSet(state.linkTerms, inputs);
    change(inputs, { linkTerms: termsAgain(terms, { linkTerms, inputs }) });
  }

  /** @param {LoadStatus} load */
  function onStatus(load) {
    const { load: before, meta, inputs, reportFor, preview: shown } = store.get();
    // The engine was lost, or failed to start. So the next report comes late, or never.
    const lost = load.stage !== before.stage && load.stage !== "ready";
    const patch = lost && reportFor !== inputs.token ? withoutReport(inputs, load) : {};
    store.set({ load, ...patch, preview: shown ?? patch.preview ?? null });
    // Asked once: a fresh worker belongs to the same build. Also, an answer would reset the
    // client's count of workers that died in a row.
    if (load.stage === "ready" && before.stage !== "ready" && !meta) void askMeta();
    else if (load.hasPackages && !before.hasPackages) {
      void askMeta(); // the package's version is known now
      // What another engine has answered, the one that came can answer as well, or better.
      if (inputs.engine === "auto") store.set(follow(inputs, { inspect: true, describe: true }));
    }
    const retried = before.stage === "failed" && load.stage !== "failed";
    if (retried) store.set(follow(store.get().inputs, { inspect: true, describe: true }));
  }

  async function askMeta() {
    const reply = await client.call("meta", {});
    if (reply.ok) store.set({ meta: reply.result });
  }

  client.status.subscribe(onStatus);
  return {
    update,
    sign,
    generateKey,
    revert: () => update({ direction: "verify", header: "", payload: "" }),
    clear: () => change(defaultInputs(), { error: null, notices: [], signAs: null }),
  };
}
