/**
 * Which side is derived from which. Pure: inputs and a patch in, inputs out.
 *
 * - `verify`: header and payload are what the token says.
 * - `sign`: header and payload are drafts; the token stays until Sign.
 *
 * Editing is what switches. Typing in a token verifies it; typing in the header
 * or payload starts drafts from what is shown beside it. Drafts that were edited
 * are kept when a token is typed over them: asking for `sign` again, with
 * nothing else, brings them back.
 */

/** @import { Inputs, Preview, State } from "./model" */

/**
 * What the token's header and payload are, as far as is known.
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
 * Drafts to sign: the user's, or what the token says when there are none (to
 * sign the same again with another key).
 * @param {State} state
 * @returns {{ header: string, payload: string }}
 */
export function draftsToSign(state) {
  const { direction, header, payload } = state.inputs;
  if (direction === "sign") return { header, payload };
  const shown = derived(state);
  return { header: shown.header ?? "", payload: shown.payload ?? "" };
}

/** Do the drafts say anything that the token does not? @param {State} state */
function edited(state) {
  const shown = derived(state);
  const { header, payload } = state.inputs;
  return header !== (shown.header ?? "") || payload !== (shown.payload ?? "");
}
