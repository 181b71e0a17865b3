/** The fields for what the token is expected to say, and for the time that it is checked for. */
import { MAX_LEEWAY } from "../../state/limits.js";
import { byId, h, setText } from "../../shared/dom.js";
import { foreign, setNodes } from "../../shared/foreign.js";
import { mountFixedTime } from "./fixed-time.js";
import { algorithmsOf } from "./generate-key.js";
import { stamp } from "../../shared/time-format.js";

/** @typedef {import("../../engine/contract").Expectations} Expectations */
/** @typedef {import("../../state/model").Inputs} Inputs */

/** The longest summary, in UTF-16 units. */
const LONGEST = 300;
const SINGLE = /** @type {const} */ (["sub", "jti", "typ"]);
const SEVERAL = /** @type {const} */ (["iss", "aud"]);

/** @param {import("../../shared/dom.js").App} app */
export function mountExpectations({ store, session, clock }) {
  const form = byId("expect", HTMLFormElement);
  const summary = byId("expect-summary", HTMLElement);
  const fields = Object.fromEntries(
    ["iss", "aud", "sub", "jti", "typ", "require"].map((name) => [
      name,
      byId(`expect-${name}`, HTMLInputElement),
    ]),
  );
  const leeway = byId("expect-leeway", HTMLInputElement);
  const fromKey = byId("algorithms-from-key", HTMLInputElement);
  const boxes = byId("algorithms", HTMLElement);
  const live = byId("now-live", HTMLInputElement);
  const fixed = byId("now-fixed", HTMLInputElement);
  const nowFields = byId("now-fields", HTMLElement);
  const clockText = byId("clock", HTMLElement);

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const field of Object.values(fields))
    field.addEventListener("input", () => session.update({ expect: read(fields) }));
  leeway.addEventListener("input", () =>
    session.update({ leeway: Math.min(MAX_LEEWAY, Math.max(0, Number(leeway.value) || 0)) }),
  );

  const chosen = () =>
    [...boxes.querySelectorAll("input")].filter(({ checked }) => checked).map(({ value }) => value);
  fromKey.addEventListener("change", () =>
    session.update({ algorithms: fromKey.checked ? null : chosen() }),
  );
  boxes.addEventListener("change", () => session.update({ algorithms: chosen() }));

  live.addEventListener("change", () => session.update({ now: null }));
  fixed.addEventListener("change", () => session.update({ now: Math.floor(clock.now()) }));
  const writeTime = mountFixedTime(
    {
      local: byId("now-local", HTMLInputElement),
      seconds: byId("now-seconds", HTMLInputElement),
      problem: byId("now-problem", HTMLElement),
    },
    (now) => session.update({ now }),
  );
  // The clock also runs while the panel is closed: if it appeared later, it would move what the
  // user is about to click.
  clock.onTick((now) => setText(clockText, String(Math.floor(now))));

  store.subscribe(({ inputs, meta }, previous) => {
    if (
      previous === null ||
      meta !== previous.meta ||
      inputs.algorithms !== previous.inputs.algorithms
    ) {
      const names = [...new Set([...algorithmsOf(meta), ...(inputs.algorithms ?? [])])];
      drawBoxes(boxes, names, inputs.algorithms);
      fromKey.checked = inputs.algorithms === null;
      boxes.hidden = inputs.algorithms === null;
    }
    if (previous !== null && inputs === previous.inputs) return;
    write(fields, inputs.expect);
    if ((Number(leeway.value) || 0) !== inputs.leeway) leeway.value = String(inputs.leeway);
    live.checked = inputs.now === null;
    fixed.checked = inputs.now !== null;
    nowFields.hidden = inputs.now === null;
    if (inputs.now !== null && inputs.now !== previous?.inputs.now) writeTime(inputs.now);
    setNodes(summary, summarize(inputs));
  });
}

/**
 * Draws the boxes only if the names differ, so that the focus stays where it is.
 * @param {HTMLElement} boxes
 * @param {string[]} names
 * @param {string[] | null} chosen
 */
function drawBoxes(boxes, names, chosen) {
  const old = [...boxes.querySelectorAll("input")].map(({ value }) => value);
  if (old.join() !== names.join()) {
    boxes.replaceChildren(
      ...names.map((name) =>
        h(
          "label",
          { class: "check" },
          h("input", { type: "checkbox", value: name }),
          " ",
          foreign(name),
        ),
      ),
    );
  }
  for (const box of boxes.querySelectorAll("input"))
    box.checked = chosen?.includes(box.value) ?? false;
}

/** @param {string} text */
const split = (text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** @param {Record<string, HTMLInputElement>} fields @returns {Expectations} */
function read(fields) {
  /** @type {Expectations} */
  const expect = {};
  for (const name of SINGLE) {
    const value = fields[name]?.value.trim() ?? "";
    if (value !== "") expect[name] = value;
  }
  for (const name of SEVERAL) {
    const values = split(fields[name]?.value ?? "");
    if (values.length > 0) expect[name] = values.length === 1 ? values[0] : values;
  }
  const required = split(fields.require?.value ?? "");
  if (required.length > 0) expect.require = required;
  return expect;
}

/**
 * Writes a field only when its meaning differs: "a, " stays as it was typed while it means ["a"].
 * @param {Record<string, HTMLInputElement>} fields
 * @param {Expectations} expect
 */
function write(fields, expect) {
  if (JSON.stringify(sorted(read(fields))) === JSON.stringify(sorted(expect))) return;
  for (const [name, field] of Object.entries(fields)) {
    const value = expect[/** @type {keyof Expectations} */ (name)];
    field.value = value === undefined ? "" : [value].flat().join(", ");
  }
}

/** @param {Expectations} expect */
function sorted(expect) {
  return Object.entries(expect).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @param {Inputs} inputs @returns {(Node | string)[]} */
function summarize({ expect, algorithms, leeway, now }) {
  const parts = Object.entries(expect).map(([name, value]) =>
    name === "require"
      ? ["requires ", ...joined([value].flat(), ", ")]
      : [`${name} `, ...joined([value].flat(), " or ")],
  );
  if (algorithms !== null)
    parts.push(algorithms.length > 0 ? joined(algorithms, ", ") : ["no algorithm allowed"]);
  if (leeway > 0) parts.push([`leeway ${leeway} s`]);
  if (now !== null) parts.push([`as of ${stamp(now) ?? now}`]);
  if (parts.length === 0) return ["none set, checked as of now"];
  return cut(parts.flatMap((part, index) => (index === 0 ? part : [" · ", ...part])));
}

/** Keeps as many of these as a summary may have. @param {(Node | string)[]} nodes */
function cut(nodes) {
  let length = 0;
  const rest = nodes.findIndex((node) => {
    length += (typeof node === "string" ? node : (node.textContent ?? "")).length;
    return length > LONGEST;
  });
  return rest === -1 ? nodes : [...nodes.slice(0, rest), "…"];
}

/** @param {string[]} texts @param {string} between @returns {(Node | string)[]} */
function joined(texts, between) {
  return texts.flatMap((text, index) => (index === 0 ? [foreign(text)] : [between, foreign(text)]));
}
