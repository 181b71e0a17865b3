/**
 * The form of a scenario. It edits the scenario's JSON: members that it does not know stay, and
 * what a field does not say is left out.
 */
import { h, setText } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";
import { LISTS, OUTAGE, readScenario, shownValue, WHOLE, write } from "./fields.js";

/** @typedef {import("./fields.js").Field} Field */
/** @typedef {import("./fields.js").Row} Row */
/** @typedef {import("../../engine/contract").ScenarioProblem} Problem */

/**
 * @param {HTMLElement} host
 * @param {(text: string) => void} onEdit  Gets the scenario as JSON text.
 */
export function createForm(host, onEdit) {
  /** @type {Row} */
  let scenario = {};
  /** What the form shows, as text. */
  let drawn = "";

  function edited() {
    drawn = JSON.stringify(scenario, null, 2);
    onEdit(drawn);
  }

  /** Changes the rows of a list, and draws the form anew. @param {string} focus  An id. */
  function changed(focus) {
    edited();
    draw();
    document.getElementById(focus)?.focus();
  }

  function draw() {
    host.replaceChildren(
      h("div", { class: "fields" }, ...WHOLE.map((field) => control(scenario, field, ""))),
      ...LISTS.map(list),
      outage(),
    );
  }

  /** @param {(typeof LISTS)[number]} given */
  function list({ name, title, one, least, most, fields, make }) {
    const rows = /** @type {Row[]} */ (scenario[name] ?? []);
    const add = `services-add-${one}`;
    const addRow = () => {
      scenario[name] = [...rows, make(rows.length + 1)];
      changed(add);
    };
    const remove = (/** @type {number} */ index) => () => {
      const left = rows.filter((_, place) => place !== index);
      if (left.length > 0) scenario[name] = left;
      else delete scenario[name];
      changed(add);
    };
    return h(
      "section",
      { class: "rows" },
      h("h4", {}, title),
      ...rows.map((row, index) =>
        h(
          "fieldset",
          { class: "fields" },
          h("legend", {}, `${one[0]?.toUpperCase()}${one.slice(1)} ${index + 1}`),
          ...fields.map((field) => control(row, field, `${name}[${index}].`)),
          h(
            "button",
            {
              type: "button",
              class: "quiet",
              "aria-label": `Remove ${one} ${index + 1}`,
              disabled: rows.length <= least,
              click: remove(index),
            },
            "Remove",
          ),
        ),
      ),
      h(
        "button",
        { type: "button", id: add, disabled: rows.length >= most, click: addRow },
        `Add a ${one}`,
      ),
    );
  }

  function outage() {
    const away = /** @type {Row | null} */ (scenario.outage ?? null);
    const box = h("input", { type: "checkbox", id: "services-outage", autocomplete: "off" });
    box.checked = away !== null;
    box.addEventListener("change", () => {
      if (box.checked) scenario.outage = { from: 0, until: 600 };
      else delete scenario.outage;
      changed("services-outage");
    });
    const words = " Issuer, deny-list and session store are away for a while";
    const label = h("label", { class: "check", for: "services-outage" }, box, words);
    const fields = away ? OUTAGE.map((field) => control(away, field, "outage.")) : [];
    return h("div", { class: "fields outage" }, label, ...fields);
  }

  /**
   * @param {Row} row
   * @param {Field} field
   * @param {string} path  Of the row.
   */
  function control(row, field, path) {
    const { name, label, kind, otherwise, choices = [] } = field;
    const set = (/** @type {string | boolean | string[]} */ value) => {
      write(row, field, value);
      edited();
    };
    if (kind === "flag") {
      const box = checkbox(
        label,
        row[name] === undefined ? otherwise === true : row[name] === true,
      );
      box.input.addEventListener("change", () => set(box.input.checked));
      return box.label;
    }
    if (kind === "ignores") {
      const there = Array.isArray(row[name]) ? row[name] : [];
      const boxes = choices.map(([value, words]) => ({
        value,
        ...checkbox(words, there.includes(value)),
      }));
      const write = () => set(boxes.flatMap(({ value, input }) => (input.checked ? [value] : [])));
      for (const { input } of boxes) input.addEventListener("change", write);
      return h(
        "div",
        { class: "ignores", role: "group", "aria-label": label },
        h("span", {}, label),
        ...boxes.map(({ label: box }) => box),
      );
    }
    const input =
      kind === "choice"
        ? h(
            "select",
            { autocomplete: "off" },
            ...choices.map(([value, words]) => h("option", { value }, words)),
          )
        : h("input", {
            type: kind === "number" ? "number" : "text",
            step: kind === "number" ? 1 : false,
            autocomplete: "off",
            spellcheck: "false",
            placeholder: String(field.hint ?? otherwise ?? ""),
          });
    input.value = shownValue(field, row[name] ?? (kind === "choice" ? choices[0]?.[0] : undefined));
    input.dataset.path = `${path}${name}`;
    input.addEventListener(kind === "choice" ? "change" : "input", () => set(input.value));
    return h("label", { class: "field" }, label, input);
  }

  return {
    /** Shows a scenario, unless the form itself has just written it. @param {string} text */
    show(text) {
      if (text === drawn) return;
      const read = readScenario(text);
      drawn = text;
      host.toggleAttribute("inert", read === null);
      if (read === null) return;
      scenario = read;
      draw();
    },
    /** Marks the fields with problems. @param {readonly Problem[]} problems */
    mark(problems) {
      for (const input of host.querySelectorAll("[data-path]")) {
        const path = input.getAttribute("data-path") ?? "";
        const wrong = problems.some((one) => one.path === path || one.path.startsWith(`${path}[`));
        if (wrong) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    },
  };
}

/** @param {string} words @param {boolean} checked */
function checkbox(words, checked) {
  const input = h("input", { type: "checkbox", autocomplete: "off" });
  input.checked = checked;
  return { input, label: h("label", { class: "check" }, input, ` ${words}`) };
}

/**
 * Lists what is wrong with a scenario.
 * @param {HTMLElement} host
 * @param {readonly Problem[]} all
 */
export function showProblems(host, all) {
  host.hidden = all.length === 0;
  host.replaceChildren(
    ...all.map(({ path, message }) => {
      const item = h("li", {});
      if (path !== "") {
        const code = h("code", {});
        setText(code, path);
        item.append(code, ": ");
      }
      item.append(...sentence(message));
      return item;
    }),
  );
}
