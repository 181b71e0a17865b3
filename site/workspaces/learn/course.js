/**
 * The course of a lesson: it sets the panes of Inspect, looks at what the engine says of them, and
 * gives back what the user had entered before.
 */
import { keep } from "../../links/kept-inputs.js";
import { isKeeping } from "../../links/kept-mark.js";
import { readInputs } from "../../links/link-inputs.js";
import { offerUndo } from "../../shared/undo.js";
import { defaultInputs, hasInputs } from "../../state/store.js";
import { isAnswered, isDone } from "./recognize.js";
import { writePlace } from "./place.js";

/** @typedef {import("../../shared/dom.js").App} App */
/** @typedef {import("./lessons.js").Lesson} Lesson */
/** @typedef {import("../../state/model").Inputs} Inputs */
/** @typedef {import("../../state/model").State} State */
/**
 * @typedef {object} Stand  What the panel shows.
 * @property {Lesson} lesson
 * @property {number} step
 * @property {"waiting" | "open" | "done"} state  `waiting`: the engine has not answered yet.
 * @property {boolean} hasOwn  The user's own texts wait for the end of the lesson.
 */

/**
 * @param {App} app
 * @param {(stand: Stand | null) => void} show  Null: there is no lesson any more.
 */
export function createCourse(app, show) {
  const { store, session } = app;
  /** @type {{ lesson: Lesson, step: number, start: Inputs, done: boolean } | null} */
  let now = null;
  /** What the user had before the lesson. @type {State | null} */
  let own = null;

  store.subscribe(look);
  // After the page itself has written it: the lesson's texts are not what the user typed.
  window.addEventListener("pagehide", keepOwn);
  document.addEventListener("visibilitychange", () => document.hidden && keepOwn());

  function keepOwn() {
    if (now !== null && isKeeping()) keep(own ?? { inputs: defaultInputs(), linkTerms: null });
  }

  /** Looks whether the step was done. */
  function look() {
    if (now === null) return;
    const state = store.get();
    const answered = isAnswered(state);
    const { lesson, step, start } = now;
    const wanted = lesson.steps[step]?.wanted ?? {};
    now.done ||= answered && isDone(wanted, state, start);
    const told = now.done ? "done" : answered ? "open" : "waiting";
    show({ lesson, step, state: told, hasOwn: own !== null && hasInputs(own.inputs) });
  }

  /** Sets the panes to what a step begins with. @param {Lesson} lesson @param {number} step */
  function set(lesson, step) {
    own ??= store.get();
    const { inputs } = readInputs(lesson.steps[step]?.inputs ?? {});
    const start = { ...defaultInputs(), ...inputs };
    now = null; // what comes meanwhile is not about this step
    session.update(start);
    store.set({ notices: [], linkTerms: null });
    now = { lesson, step, start, done: false };
    writePlace({ lesson: lesson.id, step });
    look();
  }

  /** Ends the lesson, and brings back what was there before it. */
  function leave() {
    if (now === null) return;
    const before = store.get();
    const mine = own;
    end();
    if (mine === null) return;
    session.update(mine.inputs, mine.linkTerms);
    store.set({ notices: mine.notices, linkTerms: mine.linkTerms });
    if (hasInputs(mine.inputs))
      offerUndo(app, "What you had entered before the lesson is back.", before);
  }

  function end() {
    now = own = null;
    show(null);
  }

  return {
    start: set,
    leave,
    /** Sets the panes of the step once more. */
    again: () => now && set(now.lesson, now.step),
    /** @param {number} by  Moves by so many steps; behind the last one the lesson is over. */
    move(by) {
      if (now === null) return;
      const step = Math.max(now.step + by, 0);
      if (step < now.lesson.steps.length) return set(now.lesson, step);
      leave();
      writePlace(null);
    },
    /** Does what the step asks for. */
    async answer() {
      if (now === null) return;
      const { sign, ...patch } = now.lesson.steps[now.step]?.answer ?? {};
      session.update(patch);
      if (!sign) return;
      session.update({ direction: "sign", ...sign });
      await session.sign();
    },
    /** The user has pressed Clear: the lesson ends as well. @returns {State | null} */
    drop() {
      const mine = own !== null && hasInputs(own.inputs) ? own : null;
      writePlace(null);
      if (now !== null) end();
      return mine;
    },
  };
}
