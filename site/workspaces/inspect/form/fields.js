/** The fields of one claim: one kind of field for each kind of value. */
import { h, setText } from "../../../shared/dom.js";
import { quoted } from "../../../shared/foreign-text.js";
import { relative, stamp, utc } from "../../../shared/time-format.js";
import { literalOf, textOf } from "./kinds.js";
import { listField } from "./list-field.js";
import { shownAsJson } from "./json-value.js";

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {(value: string) => void} show  Shows a value that came from elsewhere.
 * @property {(now: number) => void} [tick]  Shows that time has passed.
 */
/**
 * @typedef {object} Context
 * @property {string} name  The name of the claim.
 * @property {(value: string) => void} write  Puts a new value into the text.
 * @property {() => number} now
 * @property {() => void} reveal  Shows the claim in the text.
 */

/** @type {Record<import("./kinds.js").Kind, (value: string, context: Context) => Field>} */
const MAKERS = {
  text: (value, context) => typed("text", value, context),
  number: (value, context) => typed("number", value, context),
  time: timeField,
  truth: truthField,
  list: listField,
  json: shownAsJson,
};

/**
 * @param {import("./kinds.js").Kind} kind
 * @param {string} value  As JSON.
 * @param {Context} context
 * @returns {Field}
 */
export function fieldFor(kind, value, context) {
  return MAKERS[kind](value, context);
}

/**
 * An input that writes whatever it holds, as soon as that is a value.
 * @param {"text" | "number"} kind
 * @param {string} value
 * @param {Context} context
 * @returns {Field}
 */
function typed(kind, value, { name, write, now }) {
  let known = value;
  const words = (/** @type {string} */ each) => (kind === "text" ? textOf(each) : each);
  const input = field(kind, name);
  const problem = problemOf(input, "This is no number. The claim is as it was.");
  input.value = words(value);
  input.addEventListener("input", () => {
    const literal = literalOf(kind, input.value, now());
    if (literal !== null) problem.clear();
    if (literal === null || literal === known) return;
    known = literal;
    write(literal);
  });
  input.addEventListener("change", () =>
    problem.tell(literalOf(kind, input.value, now()) === null),
  );
  return {
    element: h("div", { class: "claim-value" }, input, problem.element),
    show(next) {
      if (next === known) return;
      known = next;
      input.value = words(next);
      problem.clear();
    },
  };
}

/** @param {string} value @param {Context} context @returns {Field} */
function timeField(value, { name, write, now }) {
  let known = value;
  let isEdited = false; // while somebody types, the words do not change under the cursor
  const input = field("time", name);
  const date = h("time", {});
  const problem = problemOf(
    input,
    "Write a time as “in 15 minutes”, “2 hours ago”, “now”, a date, or seconds since 1970. " +
      "The claim is as it was.",
  );
  const draw = () => {
    const seconds = Number(known);
    const exact = utc(seconds) ?? "";
    date.setAttribute("datetime", exact);
    setText(date, `${stamp(seconds) ?? ""} · ${exact}`);
    if (!isEdited) setValue(input, relative(seconds, now()));
  };
  input.addEventListener("input", () => {
    isEdited = true;
    const literal = literalOf("time", input.value, now());
    if (literal !== null) problem.clear();
    if (literal === null || literal === known) return;
    known = literal;
    write(literal);
    draw();
  });
  input.addEventListener("focus", () => {
    isEdited = true;
  });
  input.addEventListener("blur", () => {
    const isRead = literalOf("time", input.value, now()) !== null;
    problem.tell(!isRead);
    isEdited = !isRead;
  });
  draw();
  return {
    element: h(
      "div",
      { class: "claim-value" },
      input,
      h("span", { class: "claim-date" }, date),
      problem.element,
    ),
    show(next) {
      if (next === known) return;
      known = next;
      isEdited = false;
      problem.clear();
      draw();
    },
    tick: draw,
  };
}

/** @param {string} value @param {Context} context @returns {Field} */
function truthField(value, { name, write }) {
  const select = h(
    "select",
    { "aria-label": `Value of ${quoted(name, 60)}`, autocomplete: "off" },
    h("option", {}, "true"),
    h("option", {}, "false"),
  );
  select.value = value;
  select.addEventListener("change", () => write(select.value));
  return {
    element: h("div", { class: "claim-value" }, select),
    show(next) {
      select.value = next;
    },
  };
}

/** @param {import("./kinds.js").Kind} kind @param {string} name */
function field(kind, name) {
  return h("input", {
    "aria-label": `Value of ${quoted(name, 60)}`,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    "data-kind": kind,
    ...(kind === "number" && { inputmode: "decimal" }),
  });
}

/** @param {HTMLInputElement} input @param {string} text */
function setValue(input, text) {
  if (input.value !== text) input.value = text;
}

let problems = 0;

/**
 * What is wrong with a field. It stands beside the field, and says that nothing was changed.
 * @param {HTMLElement} field
 * @param {string} text
 */
export function problemOf(field, text) {
  const id = `claim-problem-${++problems}`;
  const element = h("p", { class: "field-problem", id, role: "status" });
  const tell = (/** @type {boolean} */ isWrong, words = text) => {
    setText(element, isWrong ? words : "");
    if (isWrong) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  };
  return { element, tell, clear: () => tell(false) };
}
