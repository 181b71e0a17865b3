/** The lessons, in their order. They are data: `site/content/lessons/`. */
import parts from "../../content/lessons/parts.json";
import libraries from "../../content/lessons/libraries.json";
import change from "../../content/lessons/change.json";
import keys from "../../content/lessons/keys.json";
import read from "../../content/lessons/read.json";
import audience from "../../content/lessons/audience.json";
import claims from "../../content/lessons/claims.json";
import roles from "../../content/lessons/roles.json";
import stateless from "../../content/lessons/stateless.json";
import encryption from "../../content/lessons/encryption.json";
import attacks from "../../content/lessons/attacks.json";

/** @import { Inputs } from "../../state/model" */
/** @import { Wanted } from "./recognize.js" */

/**
 * What would do what a step asks for: a patch of the inputs, and edits to sign.
 * @typedef {Partial<Inputs> & { sign?: { header: string, payload: string } }} Answer
 */
/**
 * @typedef {object} Step
 * @property {string} says  The one thing that the step says.
 * @property {string} ask  The one thing to do.
 * @property {{ label: string, text: string }} [give]  A text to copy, which the step needs.
 * @property {Partial<Inputs>} inputs  What the panes hold when the step begins, as a link has it.
 * @property {Wanted} wanted  By which the report tells that it was done.
 * @property {string} done  What is to be seen then.
 * @property {Answer} answer  One way to do it.
 */
/**
 * @typedef {object} Lesson
 * @property {string} id  As it stands in addresses; never renamed.
 * @property {string} title
 * @property {string} about
 * @property {Step[]} steps
 */

export const LESSONS = /** @type {Lesson[]} */ (
  /** @type {unknown} */ ([
    parts,
    libraries,
    change,
    keys,
    read,
    audience,
    claims,
    roles,
    stateless,
    attacks,
    encryption,
  ])
);

/** @param {string | null} id */
export function lessonOf(id) {
  return LESSONS.find((lesson) => lesson.id === id) ?? null;
}
