/** The panel of a lesson. It stands in Inspect, over the panes, while the lesson runs. */
import { copy, copyButton } from "../../shared/clipboard.js";
import { byId, h, setText } from "../../shared/dom.js";
import { setNodes } from "../../shared/foreign.js";
import { addressOf } from "./place.js";

/** @typedef {ReturnType<typeof import("./course.js").createCourse>} Course */
/** @typedef {import("./course.js").Stand} Stand */

const STATES = {
  waiting: "The engine is looking …",
  open: "Not done yet.",
  done: "Done.",
};

/**
 * @param {(text: string) => void} announce
 * @param {() => Course} course
 * @returns {(stand: Stand | null) => void}
 */
export function mountPanel(announce, course) {
  const inspect = byId("inspect", HTMLElement);
  /** @type {HTMLElement | null} */
  let panel = null;
  let drawn = "";
  /** What was said last, so that nothing is said twice. */
  let told = "";
  const sizes = new ResizeObserver(() => tellHeight(panel?.offsetHeight ?? 0));

  return (stand) => {
    if (stand === null) {
      const hadFocus = panel?.contains(document.activeElement);
      panel?.remove();
      panel = null;
      drawn = told = "";
      sizes.disconnect();
      tellHeight(0);
      if (hadFocus) byId("inspect-title", HTMLElement).focus({ preventScroll: true });
      return;
    }
    const key = `${stand.lesson.id} ${stand.step}`;
    if (key !== drawn || panel === null) {
      const next = element(stand, course(), announce);
      if (panel === null) byId("inspect-title", HTMLElement).after(next);
      else panel.replaceWith(next);
      panel = next;
      drawn = key;
      told = "";
      sizes.disconnect();
      sizes.observe(panel);
      const title = panel.querySelector("h3");
      // Not while the page moves here: then the title of the workspace would take the focus.
      if (!inspect.hidden) title?.focus({ preventScroll: true });
    }
    update(panel, stand);
    if (stand.state === "done" && told !== key) {
      told = key;
      announce(`Done. ${(stand.lesson.steps[stand.step]?.done ?? "").replaceAll("`", "")}`);
    }
  };
}

/** @param {number} pixels */
function tellHeight(pixels) {
  document.documentElement.style.setProperty("--lesson-height", `${pixels}px`);
}

/** @param {HTMLElement} panel @param {Stand} stand */
function update(panel, { lesson, step, state, hasOwn }) {
  panel.dataset.state = state;
  const one = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (panel.querySelector(`.lesson-${name}`));
  const last = step + 1 === lesson.steps.length;
  setText(one("state"), STATES[state]);
  setNodes(one("done"), state === "done" ? marked(lesson.steps[step]?.done ?? "") : []);
  const next = one("next");
  setText(next, last ? "Finish" : state === "done" ? "Next" : "Skip");
  next.classList.toggle("primary", state === "done");
  one("own").hidden = !hasOwn;
}

/**
 * @param {Stand} stand
 * @param {Course} course
 * @param {(text: string) => void} announce
 */
function element({ lesson, step }, course, announce) {
  const { says, ask, give } = lesson.steps[step] ?? { says: "", ask: "", give: undefined };
  const share = button("Copy link", "link", async () => {
    const done = await copy(addressOf(lesson.id));
    announce(done ? "Link copied." : "The browser did not allow copying.");
    setText(share, done ? "Copied" : "Not copied");
  });
  return h(
    "section",
    {
      class: "lesson card",
      id: "lesson",
      "data-lesson": lesson.id,
      "aria-labelledby": "lesson-title",
    },
    h(
      "div",
      { class: "lesson-head" },
      h(
        "h3",
        { id: "lesson-title", tabindex: -1 },
        lesson.title,
        " ",
        h("span", { class: "hint" }, `step ${step + 1} of ${lesson.steps.length}`),
      ),
      button("Leave", "leave", () => course.leave()),
    ),
    h("p", { class: "lesson-says" }, ...marked(says)),
    h("p", { class: "lesson-ask" }, h("strong", {}, "Your turn: "), ...marked(ask)),
    ...(give ? [given(give, announce)] : []),
    h(
      "div",
      { class: "lesson-end" },
      h(
        "p",
        { class: "lesson-outcome" },
        h("strong", { class: "lesson-state" }),
        " ",
        h("span", { class: "lesson-done" }),
      ),
      h(
        "div",
        { class: "lesson-more" },
        h(
          "span",
          { class: "hint lesson-own" },
          "What you had entered comes back when you leave the lesson.",
        ),
        share,
        button("Set the panes again", "again", () => course.again()),
      ),
      h(
        "div",
        { class: "lesson-foot" },
        button("Show me", "show", () => void course.answer()),
        ...(step > 0 ? [button("Back", "back", () => course.move(-1))] : []),
        button("Skip", "next", () => course.move(1)),
      ),
    ),
  );
}

/** @param {string} label @param {string} name @param {() => void} click */
function button(label, name, click) {
  return h("button", { type: "button", class: `lesson-${name}`, click }, label);
}

/** @param {{ label: string, text: string }} give @param {(text: string) => void} announce */
function given({ label, text }, announce) {
  const take = h("button", { type: "button", class: "quiet" }, "Copy");
  copyButton(take, () => text, label, announce);
  return h(
    "div",
    { class: "lesson-give" },
    h("span", { class: "hint" }, `${label}:`),
    h("code", { translate: "no", tabindex: 0, role: "group", "aria-label": label }, text),
    take,
  );
}

/**
 * Makes code of what stands between backticks.
 * @param {string} text  Of a lesson, never foreign.
 * @returns {(Node | string)[]}
 */
function marked(text) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? h("code", { translate: "no" }, part) : part));
}
