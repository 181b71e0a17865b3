/** The workspace “Learn”: the list of lessons. A lesson itself runs in Inspect. */
import style from "./learn.lazy.css";
import { goTo } from "../../links/view.js";
import { adoptStyle } from "../../shared/adopt-style.js";
import { byId, h } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { createCourse } from "./course.js";
import { LESSONS, lessonOf } from "./lessons.js";
import { drawList } from "./list.js";
import { mountPanel } from "./panel.js";
import { lessonIn, readPlace } from "./place.js";

adoptStyle(style);

/**
 * Fills the workspace.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  const list = h("ol", { class: "lessons", id: "lessons" });
  const problem = h("p", {
    class: "notice",
    "data-severity": "warning",
    role: "status",
    hidden: true,
  });
  host.append(
    h(
      "p",
      { class: "hint lessons-about" },
      "Each lesson fills the panes of “Inspect”, says one thing and asks for one. The engine sees " +
        "when it is done. You can leave at any step; what you had entered comes back.",
    ),
    problem,
    list,
  );
  const show = mountPanel(app.announce, () => course);
  const course = createCourse(app, show);
  const redraw = () => drawList(list, LESSONS, readPlace(), begin);
  redraw();
  app.store.subscribe(({ view }, previous) => {
    if (view === "learn" && view !== previous?.view) redraw();
  });

  /** @param {string} id @param {number} step */
  function begin(id, step) {
    const lesson = lessonOf(id);
    if (lesson === null) return;
    goTo("inspect");
    course.start(lesson, step);
  }

  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    const own = course.drop();
    redraw();
    if (own === null) return;
    const giveBack = () => app.session.update(own.inputs, own.linkTerms);
    toast("Cleared, and the lesson has ended.", [
      { label: "Bring back what you had before it", run: giveBack },
    ]);
  });

  /** Begins the lesson that the address names, and takes it out: Back shall lead to the list. */
  function follow() {
    const id = lessonIn(location.hash);
    if (id === null) return;
    history.replaceState(null, "", "#view=learn");
    const lesson = lessonOf(id);
    problem.hidden = lesson !== null;
    problem.textContent = "There is no lesson of this name. These are all:";
    if (lesson === null) return;
    const place = readPlace();
    begin(lesson.id, place?.lesson === lesson.id ? place.step : 0);
  }
  window.addEventListener("hashchange", follow);
  follow();
}
