/** Opens a verification in “Inspect”: token, keys, clock and what the service expects. */
import { goTo } from "../../links/view.js";
import { offerUndo } from "../../shared/undo.js";

/** The issuer of every scenario. */
const ISSUER = "https://issuer.example";

/**
 * @param {import("../../shared/dom.js").App} app
 * @param {import("../../engine/contract").SimulationRun} run
 * @param {number} verification
 */
export function openInInspect({ store, session }, run, verification) {
  const one = run.verifications[verification];
  const token = one && run.tokens[one.token];
  const service = one && run.services[one.service];
  if (!token || !service) return;
  const before = store.get();
  session.update({
    direction: "verify",
    token: token.token,
    key: { text: one.key_set === null ? "" : (run.key_sets[one.key_set] ?? "") },
    signingKey: null,
    decryptionKey: null,
    algorithms: [run.alg],
    expect: { iss: ISSUER, aud: service.audience },
    leeway: service.leeway,
    now: run.start + one.at + service.drift,
  });
  if (before.inputs.token !== "" && before.inputs.token !== token.token)
    offerUndo(
      { store, session },
      "The token of the scenario replaced the one in “Inspect”.",
      before,
    );
  goTo("inspect");
}
