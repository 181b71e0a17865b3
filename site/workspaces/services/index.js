/**
 * The workspace “Services”: an issuer and services at work, for a virtual clock. The engine plays
 * the scenario with real tokens; this shows what happened and what it cost.
 */
import style from "./services.lazy.css";
import { jsonEditor } from "../../editors/json.js";
import { adoptStyle } from "../../shared/adopt-style.js";
import { copyButton } from "../../shared/clipboard.js";
import { createDebounce } from "../../shared/debounce.js";
import { byId, plural, setText } from "../../shared/dom.js";
import { shown } from "../../shared/foreign-text.js";
import { saveFile } from "../../shared/save-file.js";
import { offerUndo } from "../../shared/undo.js";
import { createLatestRequest } from "../../state/latest-request.js";
import { costTable, refusals, told } from "./costs.js";
import { createForm, showProblems } from "./form.js";
import { createHappenings } from "./happenings.js";
import { markup } from "./markup.js";
import { momentsOf } from "./moments.js";
import { openInInspect } from "./open-in-inspect.js";
import { createPlayer } from "./player.js";
import { aboutOf, FIRST, SCENARIOS } from "./scenarios.js";
import { drawTimeline } from "./timeline.js";

/** @typedef {import("../../engine/contract").SimulationRun} Run */

/** How long the user must stop typing before the scenario is played again, in milliseconds. */
const REST = 250;

adoptStyle(style);

/**
 * Fills the workspace.
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mount(host, app) {
  const { store, session, client, announce } = app;
  host.append(...markup(SCENARIOS));
  const choice = byId("services-scenario", HTMLSelectElement);
  const ownKey = byId("services-own-key", HTMLInputElement);
  const problems = byId("services-problems", HTMLElement);
  const place = byId("services-timeline", HTMLElement);
  const parts = byId("services-run", HTMLElement);
  const edit = (/** @type {string} */ scenario) => session.update({ scenario });
  const form = createForm(byId("services-form", HTMLElement), edit);
  const editor = jsonEditor(byId("services-json", HTMLElement), {
    label: "Scenario as JSON",
    onInput: (text) => edit(text === "" ? " " : text), // nothing would mean the first scenario
    onSubmit: () => play(),
  });
  const happenings = createHappenings(
    byId("services-moment-title", HTMLElement),
    byId("services-happenings", HTMLElement),
    (run, verification) => openInInspect(app, run, verification),
  );
  /** @type {Run | null} */
  let run = null;
  /** @type {ReturnType<typeof drawTimeline> | null} */
  let timeline = null;
  let time = 0;
  const player = createPlayer(
    {
      play: byId("services-play", HTMLButtonElement),
      back: byId("services-back", HTMLButtonElement),
      next: byId("services-next", HTMLButtonElement),
      scrub: byId("services-scrub", HTMLInputElement),
      time: byId("services-time", HTMLElement),
    },
    (now, moment) => {
      time = now;
      timeline?.setTime(now);
      if (run) happenings.show(run, moment);
    },
  );

  const asking = createLatestRequest(
    (/** @type {import("../../engine/contract").SimulateParams} */ params) =>
      client.call("simulate", params),
    (reply) => {
      follow();
      if (!reply.ok) return show([{ path: "", message: reply.error.message }], null);
      show(reply.result.problems, reply.result.run);
    },
  );
  const later = createDebounce(REST, play);
  /** What was asked for last. @type {ReturnType<typeof wanted> | null} */
  let asked = null;

  /** What a run depends on. */
  function wanted() {
    const { scenario, engine, key, signingKey } = store.get().inputs;
    const own = signingKey?.text ? signingKey : key;
    return { scenario, engine, key: ownKey.checked ? own : null };
  }

  function isAsked() {
    const { scenario, engine, key } = wanted();
    return asked?.scenario === scenario && asked.engine === engine && asked.key === key;
  }

  /** Plays soon what was not played yet. Until then, what is shown is not about the scenario. */
  function follow() {
    if (store.get().view !== "services") return;
    if (isAsked()) later.stop();
    else later.start();
    if (!isAsked() || asking.busy()) parts.setAttribute("aria-busy", "true");
    else parts.removeAttribute("aria-busy");
  }

  function play() {
    later.stop();
    if (store.get().view !== "services" || isAsked()) return;
    asked = wanted();
    const { scenario, engine, key } = asked;
    asking.ask({
      scenario: scenario || FIRST,
      ...(engine !== "auto" && { engine }),
      ...(key && { key }),
    });
    follow();
  }

  /**
   * @param {import("../../engine/contract").ScenarioProblem[]} found
   * @param {Run | null} played
   */
  function show(found, played) {
    showProblems(problems, found);
    form.mark(found);
    parts.toggleAttribute("data-stale", played === null);
    if (played === null) {
      player.stop();
      return announce(`${plural(found.length, "problem")} in the scenario.`);
    }
    const isFirst = run === null;
    run = played;
    draw();
    player.load(momentsOf(played), played.duration);
    const keys = played.laboratory
      ? "Signed with the laboratory's keys, which everybody has: trust none of these tokens."
      : "Signed with your own key. Whoever sees these tokens can use them where it counts.";
    setText(byId("services-keys", HTMLElement), keys);
    byId("services-refusals", HTMLElement).replaceChildren(...refusals(played));
    byId("services-no-refusals", HTMLElement).hidden = played.refusals.length > 0;
    byId("services-told", HTMLElement).replaceChildren(...told(played));
    byId("services-costs", HTMLElement).replaceChildren(costTable(played));
    const all = played.verifications.length;
    const refused = played.verifications.filter(({ accepted }) => !accepted).length;
    if (!isFirst) announce(`${all - refused} accepted, ${refused} refused.`);
  }

  function draw() {
    const width = place.clientWidth;
    if (run === null || width === 0) return;
    const played = run;
    timeline = drawTimeline(played, width, (verification) => {
      player.set(played.verifications[verification]?.at ?? 0);
      happenings.choose(verification);
    });
    timeline.setTime(time);
    place.replaceChildren(timeline.element);
  }

  let drawnWidth = 0;
  new ResizeObserver(() => {
    if (place.clientWidth === drawnWidth) return;
    drawnWidth = place.clientWidth;
    draw();
  }).observe(place);

  choice.addEventListener("change", () => {
    const before = store.get();
    const chosen = SCENARIOS.find(({ id }) => id === choice.value);
    if (!chosen) return;
    edit(chosen.text === FIRST ? "" : chosen.text);
    if (before.inputs.scenario && !SCENARIOS.some(({ text }) => text === before.inputs.scenario))
      offerUndo(app, "Another scenario replaced yours.", before, { names: ["scenario"] });
  });
  ownKey.addEventListener("change", follow);
  copyButton(byId("services-copy", HTMLButtonElement), () => editor.text, "Scenario", announce);
  byId("services-save", HTMLButtonElement).addEventListener("click", () =>
    saveFile("scenario.json", [editor.text], "application/json"),
  );
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    ownKey.checked = false;
  });

  /** @type {string | null} */
  let shownText = null;
  store.subscribe(({ inputs, view }) => {
    const text = inputs.scenario || FIRST;
    if (text !== shownText) {
      shownText = text;
      choice.value = SCENARIOS.find((one) => one.text === text)?.id ?? "";
      setText(byId("services-about", HTMLElement), shown(aboutOf(text)));
      form.show(text);
      if (editor.text !== text && text !== " ") editor.show(text);
    }
    if (view === "services") follow();
    else player.stop();
  });
}
