/** Adds a claim: a registered one by its name, or one of the user's own. */
import { addMember } from "../../../editors/json-members.js";
import { count, h, setText } from "../../../shared/dom.js";
import { quoted } from "../../../shared/foreign-text.js";
import { stamp } from "../../../shared/time-format.js";
import { factOf, knownNames } from "../known-names.js";
import { payloadOf, putPayload } from "./draft.js";
import { problemOf } from "./fields.js";
import { literalOf, LONGEST_JSON } from "./kinds.js";
import { typeOf } from "./known-types.js";

/** @typedef {import("./kinds.js").Type} Type */

/** The longest name that is added, in UTF-16 units. */
const LONGEST_NAME = 500;
/** Names that most tokens have. Those that are missing are offered. */
const USUAL = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "roles"];
/** What a time is at first. */
const FIRST_TIMES = new Map([
  ["exp", "in 15 minutes"],
  ["orig_iat", "1 hour ago"],
]);

/** @type {Record<Type, { name: string, hint: string, problem: string }>} */
const TYPES = {
  text: { name: "text", hint: "", problem: "" },
  time: {
    name: "time",
    hint: "Such as “in 15 minutes”, “2 hours ago”, “now”, 2030-01-31, or seconds since 1970.",
    problem: "This is no time. Write it as “in 15 minutes”, “now”, a date, or seconds since 1970.",
  },
  number: { name: "number", hint: "", problem: "This is no number in JSON." },
  truth: { name: "true or false", hint: "", problem: "Write true or false." },
  list: { name: "list of texts", hint: "One text per line.", problem: "" },
  json: {
    name: "JSON: object, array, null",
    hint: "Any value in JSON. It is put in as you write it.",
    problem: `This is no JSON, or longer than ${count(LONGEST_JSON)} characters.`,
  },
};

/**
 * @param {import("../../../shared/dom.js").App} app
 * @param {() => number} now
 */
export function createAdding(app, now) {
  const name = h("input", {
    id: "claim-add-name",
    list: "claim-names",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    placeholder: "exp, or https://example.com/team",
  });
  const names = h("datalist", { id: "claim-names" });
  const type = h(
    "select",
    { id: "claim-add-type", autocomplete: "off" },
    ...Object.entries(TYPES).map(([value, each]) => h("option", { value }, each.name)),
  );
  const value = h("textarea", { rows: 1, autocomplete: "off", spellcheck: "false", dir: "auto" });
  const meaning = h("p", { class: "hint claim-meaning" });
  const nameProblem = problemOf(name, "");
  const valueProblem = problemOf(value, "");
  const chips = h("div", { class: "claim-chips", role: "group", "aria-label": "Usual claims" });
  /** Whether the user has chosen the type. Until then it is that of the name. */
  let isChosen = false;
  let offered = "";

  const drawHint = () => {
    const kind = /** @type {Type} */ (type.value);
    const fact = factOf(knownNames().claims, name.value.trim());
    const seconds = kind === "time" ? literalOf("time", value.value, now()) : null;
    const parts = [
      fact ? `${fact.title}. ${fact.text}${fact.ref ? ` (${fact.ref})` : ""}` : "",
      name.value.trim() !== "" && !fact
        ? "Not a registered name: choose one that nobody else uses, such as an address of yours."
        : "",
      TYPES[kind].hint,
      seconds === null ? "" : `That is ${stamp(Number(seconds))}.`,
    ];
    setText(meaning, parts.filter(Boolean).join(" "));
    value.rows = kind === "json" || kind === "list" ? 3 : 1;
  };

  /** @param {string} claim */
  function preset(claim) {
    const before = type.value;
    if (!isChosen) type.value = typeOf(claim);
    const isUntouched =
      value.value === "" || [...FIRST_TIMES.values(), "now"].includes(value.value);
    if (isUntouched && (type.value !== before || type.value === "time"))
      value.value = type.value === "time" ? (FIRST_TIMES.get(claim) ?? "now") : "";
    drawHint();
  }

  name.addEventListener("input", () => {
    nameProblem.clear();
    preset(name.value.trim());
  });
  type.addEventListener("change", () => {
    isChosen = true;
    valueProblem.clear();
    preset(name.value.trim());
  });
  value.addEventListener("input", () => {
    valueProblem.clear();
    drawHint();
  });
  const form = h(
    "form",
    { class: "claim-add", "aria-label": "Add a claim", submit: add },
    h("label", { class: "field" }, "Name", name),
    h("label", { class: "field" }, "Type", type),
    h("label", { class: "field claim-add-value" }, "Value", value),
    h("button", { type: "submit" }, "Add claim"),
    names,
    nameProblem.element,
    valueProblem.element,
    meaning,
  );
  value.addEventListener("keydown", (event) => {
    const isOneLine = type.value !== "json" && type.value !== "list";
    if (event.key !== "Enter" || !isOneLine || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  /** @param {Event} event */
  function add(event) {
    event.preventDefault();
    const claim = name.value.trim();
    const { text, members, problem } = payloadOf(app.store.get());
    const why = problem || whyNot(claim, members);
    nameProblem.tell(why !== "", why);
    if (why !== "") return name.focus();
    const kind = /** @type {Type} */ (type.value);
    const literal = literalOf(kind, kind === "text" ? value.value : value.value.trim(), now());
    valueProblem.tell(literal === null, TYPES[kind].problem);
    if (literal === null) return value.focus();
    putPayload(app, addMember(text, claim, literal));
    app.announce(`Added ${quoted(claim, 60)}.`);
    clear();
    name.focus();
  }

  function clear() {
    name.value = value.value = "";
    isChosen = false;
    type.value = "text";
    nameProblem.clear();
    valueProblem.clear();
    drawHint();
  }

  return {
    elements: [chips, form],
    clear,
    /** Lists the names, when what is known of them has come. */
    drawNames() {
      const { claims } = knownNames();
      names.replaceChildren(
        ...Object.entries(claims).map(([each, fact]) =>
          h("option", { value: each }, [fact.title, fact.ref ?? ""].filter(Boolean).join(", ")),
        ),
      );
    },
    /** @param {readonly import("../../../engine/contract").Member[]} members */
    show(members) {
      const missing = USUAL.filter((each) => !members.some((member) => member.name === each));
      if (offered === missing.join()) return;
      offered = missing.join();
      chips.replaceChildren(
        ...missing.map((each) =>
          h(
            "button",
            {
              type: "button",
              class: "chip",
              "aria-label": `Add ${each}, ${factOf(knownNames().claims, each)?.title ?? "a claim"}`,
              click: () => {
                name.value = each;
                isChosen = false;
                preset(each);
                value.focus();
                value.select();
              },
            },
            `+ ${each}`,
          ),
        ),
      );
    },
  };
}

/**
 * @param {string} claim
 * @param {readonly import("../../../engine/contract").Member[]} members
 * @returns {string}  Why it cannot be added; "" when it can.
 */
function whyNot(claim, members) {
  if (claim === "") return "The claim needs a name.";
  if (claim.length > LONGEST_NAME)
    return `A name of more than ${count(LONGEST_NAME)} characters is not added here.`;
  if (members.some(({ name }) => name === claim))
    return `The payload has ${quoted(claim, 60)} already: change it above.`;
  return "";
}
