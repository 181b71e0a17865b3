/**
 * Decides whether the token determines header and payload (`verify`), or whether they are drafts
 * that will become a token (`sign`). Pure: takes inputs and a change of them, returns new inputs.
 *
 * - `verify`: header and payload are what the token says.
 * - `sign`: header and payload are drafts, and the token stays as it is until Sign.
 *
 * Editing switches between the two. Typing in the token verifies it. Typing in the header or the
 * payload starts drafts, which begin with what is shown in both. Drafts that were edited are kept
 * when the user types in the token: asking for `sign` again, with no other change, brings them
 * back.
 */

/** @import { Inputs, Preview, State } from "./model" */

/**
 * Returns the token's header and payload, as far as they are known.
 * @param {State} state
 * @returns {Preview}
 */
export function derived({ inputs, report, reportFor, preview }) {
  if (report && reportFor === inputs.token)
    return { header: report.header, payload: report.payload };
  return preview ?? { header: null, payload: null };
}

/**
 * @param {State} state
 * @param {Partial<Inputs>} patch
 * @returns {Inputs}
 */
export function nextInputs(state, patch) {
  const before = state.inputs;
  const next = { ...before, ...patch };
  const drafting = patch.header !== undefined || patch.payload !== undefined;
  const typedToken = patch.token !== undefined && patch.token !== before.token;

  if (typedToken && !drafting && patch.direction === undefined) {
    next.direction = "verify";
    if (!edited(state)) next.header = next.payload = "";
  }
  if (drafting && patch.direction === undefined) next.direction = "sign";

  if (before.direction === "verify" && next.direction === "sign") {
    const shown = derived(state);
    const kept = !drafting && (before.header !== "" || before.payload !== "");
    if (!kept) {
      next.header = patch.header ?? shown.header ?? "";
      next.payload = patch.payload ?? shown.payload ?? "";
    }
  }
  return next;
}

/**
 * Returns the drafts to sign: those of the user, or the token's own header and payload when there
 * are none (to sign the same content with another key).
 * @param {State} state
 * @returns {{ header: string, payload: string }}
 */
export function draftsToSign(state) {
  const { direction, header, payload } = state.inputs;
  if (direction === "sign") return { header, payload };
  const shown = derived(state);
  return { header: shown.header ?? "", payload: shown.payload ?? "" };
}

/** Tells whether the drafts say something else than the token. @param {State} state */
function edited(state) {
  const shown = derived(state);
  const { header, payload } = state.inputs;
  return header !== (shown.header ?? "") || payload !== (shown.payload ?? "");
}
