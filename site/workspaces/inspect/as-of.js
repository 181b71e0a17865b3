/**
 * The menu on the verdict that says as of when the token is checked: now, or another moment. The
 * fields among the expectations say the same.
 */
import { byId, h, setText } from "../../shared/dom.js";
import { stamp } from "../../shared/time-format.js";
import { makeFields, mountFixedTime } from "./fixed-time.js";
import { shownMembers, shownTexts } from "./shown-texts.js";

/** @typedef {import("../../state/model").State} State */
/** @typedef {"now" | "hour" | "day" | "exp" | "pick"} Choice */

/** @type {[Choice, string][]} */
const CHOICES = [
  ["now", "Now"],
  ["hour", "An hour ago"],
  ["day", "A day ago"],
  ["exp", "Just before exp"],
  ["pick", "Pick a time"],
];

/** @param {import("../../shared/dom.js").App} app */
export function mountAsOf({ store, session, clock }) {
  const root = byId("as-of", HTMLElement);
  const button = byId("as-of-button", HTMLButtonElement);
  const shownTime = byId("as-of-time", HTMLElement);
  /** What was chosen last, and the time that this meant. */
  let last = { choice: /** @type {Choice} */ ("now"), now: /** @type {number | null} */ (null) };
  /** @type {ReturnType<typeof makeMenu> | null}  Made when it is first opened. */
  let menu = null;

  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  /** @param {boolean} open */
  const setOpen = (open) => {
    if (open && menu === null) {
      menu = makeMenu(choose, (now) => session.update({ now }));
      root.append(menu.panel);
      button.setAttribute("aria-controls", menu.panel.id);
    }
    button.setAttribute("aria-expanded", String(open));
    if (menu === null) return;
    menu.panel.hidden = !open;
    menu.draw(store.get(), chosen(store.get()));
    if (open) menu.focus();
  };

  button.addEventListener("click", () => setOpen(!isOpen()));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    setOpen(false);
    button.focus();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !root.contains(relatedTarget)) setOpen(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !event.composedPath().includes(root)) setOpen(false);
  });
  store.subscribe((state, previous) => {
    const { inputs } = state;
    if (previous === null || inputs.now !== previous.inputs.now)
      setText(shownTime, inputs.now === null ? "now" : (stamp(inputs.now) ?? String(inputs.now)));
    if (isOpen()) menu?.draw(state, chosen(state));
  });

  /** @param {Choice} choice */
  function choose(choice) {
    const live = Math.floor(clock.now());
    const now = {
      now: null,
      hour: live - 3_600,
      day: live - 86_400,
      exp: lastSecond(store.get()),
      pick: store.get().inputs.now ?? live,
    }[choice];
    last = { choice, now };
    session.update({ now });
  }

  /** @param {State} state @returns {Choice} */
  function chosen({ inputs }) {
    if (inputs.now === null) return "now";
    return inputs.now === last.now ? last.choice : "pick";
  }
}

/** Returns the last second before the token expires; null when it does not. @param {State} state */
function lastSecond(state) {
  const { payload } = shownMembers(state, shownTexts(state));
  const seconds = payload.findLast(({ name }) => name === "exp")?.seconds ?? null;
  return seconds === null || stamp(seconds) === null ? null : Math.ceil(seconds) - 1;
}

/** @param {(choice: Choice) => void} choose @param {(now: number) => void} pick */
function makeMenu(choose, pick) {
  const fields = makeFields("as-of");
  const write = mountFixedTime(fields, pick);
  const hint = h("span", { class: "hint" });
  const radios = CHOICES.map(([value]) =>
    h("input", {
      type: "radio",
      name: "as-of",
      value,
      id: `as-of-${value}`,
      change: () => choose(value),
    }),
  );
  const rows = CHOICES.map(([value, label], index) =>
    h(
      "label",
      { class: "check", for: `as-of-${value}` },
      /** @type {HTMLInputElement} */ (radios[index]),
      ` ${label} `,
      ...(value === "exp" ? [hint] : []),
    ),
  );
  const panel = h(
    "div",
    { class: "as-of-menu", id: "as-of-menu", role: "group", "aria-label": "Check as of" },
    ...rows,
    fields.row,
  );
  /** @type {number | null}  What stands in the fields; what is typed there meanwhile is left. */
  let written = null;
  return {
    panel,
    focus: () => radios.find(({ checked }) => checked)?.focus(),
    /** @param {State} state @param {Choice} chosen */
    draw(state, chosen) {
      const exp = lastSecond(state);
      for (const radio of radios) radio.checked = radio.value === chosen;
      for (const [index, [value]] of CHOICES.entries())
        if (value === "exp") /** @type {HTMLElement} */ (rows[index]).hidden = exp === null;
      setText(hint, exp === null ? "" : (stamp(exp) ?? ""));
      fields.row.hidden = chosen !== "pick";
      const { now } = state.inputs;
      if (now !== null && now !== written) write(now);
      written = now;
    },
  };
}
