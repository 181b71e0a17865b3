/** The list of lessons, each with a button that begins it or goes on with it. */
import { h, plural } from "../../shared/dom.js";

/**
 * @param {HTMLElement} list
 * @param {readonly import("./lessons.js").Lesson[]} lessons
 * @param {import("./place.js").Place | null} place  Where the user has left a lesson.
 * @param {(id: string, step: number) => void} begin
 */
export function drawList(list, lessons, place, begin) {
  list.replaceChildren(
    ...lessons.map(({ id, title, about, steps }) => {
      const step = place?.lesson === id ? place.step : 0;
      const start = (/** @type {number} */ at) => () => begin(id, at);
      return h(
        "li",
        { class: "card", "data-lesson": id },
        h("h3", { id: `lesson-${id}` }, title),
        h("p", {}, about),
        h(
          "p",
          { class: "row" },
          button(step > 0 ? `Go on at step ${step + 1}` : "Start", id, start(step)),
          ...(step > 0 ? [button("Start again", id, start(0))] : []),
          h("span", { class: "hint" }, plural(steps.length, "step")),
        ),
      );
    }),
  );
}

/** @param {string} label @param {string} id @param {() => void} click */
function button(label, id, click) {
  const name = `lesson-${id}-${label.replace(/\W/g, "")}`;
  return h(
    "button",
    { type: "button", id: name, "aria-labelledby": `${name} lesson-${id}`, click },
    label,
  );
}
