/** The payload that the form edits: the same text that the editor shows. */
import { firstError, readMembers } from "../../../editors/json-text.js";
import { draftErrors } from "../draft-errors.js";
import { shownTexts } from "../shown-texts.js";

/** @typedef {import("../../../state/model").State} State */
/** @typedef {import("../../../engine/contract").Member} Member */

/** For a user who writes claims before there is any header. */
const FIRST_HEADER = '{"alg":"HS256","typ":"JWT"}';

/**
 * @param {State} state
 * @returns {{ text: string, members: Member[], problem: string }}  `problem`: why the form cannot
 *   edit this payload; "" when it can.
 */
export function payloadOf(state) {
  const { payload, header } = shownTexts(state);
  const text = payload ?? "";
  const no = (/** @type {string} */ problem) => ({ text, members: [], problem });
  if (payload === null && header !== null)
    return no("The payload of this token cannot be read, so there are no claims to edit.");
  if (text.trim() === "") return { text, members: [], problem: "" };
  const members = readMembers(text);
  if (draftErrors("{}", text).length > 0 || firstError(text) !== null || members === null)
    return no(
      "The payload is not a JSON object yet, so the form cannot show its claims. " +
        "Mend it in the text above.",
    );
  return { text, members, problem: "" };
}

/**
 * Puts a new payload in, as typing in the payload does: it starts drafts, and the token stays.
 * @param {import("../../../shared/dom.js").App} app
 * @param {string} payload
 */
export function putPayload({ store, session }, payload) {
  const { inputs } = store.get();
  const isFirst = inputs.direction === "verify" && !shownTexts(store.get()).header;
  session.update({ payload, ...(isFirst && { header: FIRST_HEADER }) });
}
