/**
 * The two fields for a fixed time: a date where the reader is, and the same as seconds. They stay
 * in step. What cannot be read is told below them, and changes nothing.
 */
import { h } from "../../shared/dom.js";
import { setSentence } from "../../shared/foreign.js";
import { quoted } from "../../shared/foreign-text.js";
import { fromField, looksLikeMilliseconds, toField } from "../../shared/time-format.js";

/** The most digits of a number of seconds. */
const MOST_DIGITS = 12;
/** The longest text that is quoted, in UTF-16 units. */
const LONGEST = 20;

/**
 * Says what is wrong with a number of seconds.
 * @param {string} text  Without blanks at its ends.
 * @returns {string | null}  Null when nothing is.
 */
export function secondsProblem(text) {
  if (text === "") return "Enter the seconds since 1970, such as 1300819380.";
  if (!/^-?\d+(\.\d+)?$/.test(text))
    return `${quoted(text, LONGEST)} is no number of seconds. Use digits only, such as 1300819380.`;
  const [digits = ""] = text.replace("-", "").split(".");
  if (digits.length <= MOST_DIGITS) return null;
  return looksLikeMilliseconds(Number(text))
    ? "This looks like milliseconds. Leave out the last three digits."
    : "This is beyond any calendar.";
}

/**
 * @param {{ local: HTMLInputElement, seconds: HTMLInputElement, problem: HTMLElement }} fields
 * @param {(now: number) => void} change  Called with a time that can be used.
 * @returns {(now: number) => void}  Writes a time into the fields.
 */
export function mountFixedTime({ local, seconds, problem }, change) {
  /** @param {HTMLInputElement} field @param {string | null} told */
  const tell = (field, told) => {
    for (const each of [local, seconds]) {
      const isWrong = each === field && told !== null;
      each.setAttribute("aria-invalid", String(isWrong));
    }
    setSentence(problem, told ?? "");
  };
  for (const field of [local, seconds]) field.setAttribute("aria-describedby", problem.id);

  local.addEventListener("input", () => {
    const now = fromField(local.value);
    tell(local, now === null ? "The date or the time is incomplete." : null);
    if (now !== null) change(now);
  });
  seconds.addEventListener("input", () => {
    const text = seconds.value.trim();
    const told = secondsProblem(text);
    tell(seconds, told);
    if (told === null) change(Number(text));
  });
  return (now) => {
    if (fromField(local.value) !== Math.floor(now)) local.value = toField(now);
    const text = seconds.value.trim();
    if (secondsProblem(text) !== null || Number(text) !== now) seconds.value = String(now);
    tell(local, null);
  };
}

/**
 * Makes the fields.
 * @param {string} id  The beginning of their ids.
 */
export function makeFields(id) {
  const local = h("input", {
    id: `${id}-local`,
    type: "datetime-local",
    step: 1,
    autocomplete: "off",
  });
  const seconds = h("input", { id: `${id}-seconds`, inputmode: "numeric", autocomplete: "off" });
  const problem = h("p", { id: `${id}-problem`, class: "field-problem" });
  const row = h(
    "div",
    { class: "row" },
    h("label", { class: "field", for: local.id }, "Date and time", local),
    h("label", { class: "field", for: seconds.id }, "In seconds", seconds),
    problem,
  );
  return { row, local, seconds, problem };
}
