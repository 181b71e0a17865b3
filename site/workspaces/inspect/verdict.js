/** The verdict: one word, one sentence with the reason, and what would mend it. */
import { byId, h, redrawnList } from "../../shared/dom.js";
import { setNodes, setSentence } from "../../shared/foreign.js";
import { mountAsOf } from "./as-of.js";
import { mendButton, mender } from "./mend-buttons.js";
import { mountFold } from "./verdict-fold.js";
import { mountVerdictFacts } from "./verdict-facts.js";
import { verdictMends } from "./verdict-mends.js";
import { verdictText } from "./verdict-text.js";
import { createDebounce } from "../../shared/debounce.js";

/** @typedef {import("../../state/model").State} State */

/** How long the user must stop typing before a screen reader is told, in milliseconds. */
const ANNOUNCE_AFTER = 900;
/**
 * Only an answer that takes longer is shown as waiting, in milliseconds. Otherwise the verdict
 * would flicker while the user types.
 */
const WAITING_AFTER = 400;

/** @param {import("../../shared/dom.js").App} app */
export function mountVerdict(app) {
  const { store, announce } = app;
  const banner = byId("verdict", HTMLElement);
  const word = byId("verdict-title", HTMLElement);
  const why = byId("verdict-why", HTMLElement);
  const about = byId("verdict-about", HTMLElement);
  const drawFacts = mountVerdictFacts();
  const mend = mender(app);
  const drawMends = redrawnList(
    byId("verdict-actions", HTMLElement),
    (/** @type {import("./mends.js").Mend} */ each) => mendButton(each, mend, true),
  );
  mountAsOf(app);
  const { look, fold } = mountFold();
  let said = "";
  let sentence = "";
  const announcing = createDebounce(ANNOUNCE_AFTER, () => {
    said = sentence;
    announce(sentence);
  });
  const waiting = createDebounce(WAITING_AFTER, () => banner.setAttribute("data-waiting", ""));

  store.subscribe((state, previous) => {
    const verdict = verdictText(state);
    const stale = isStale(state);
    banner.dataset.verdict = verdict.kind;
    if (stale && !banner.hasAttribute("data-stale")) waiting.start();
    banner.toggleAttribute("data-stale", stale);
    // What says itself that it waits is not dimmed as well: a start may take long.
    if (!stale || verdict.kind === "loading") {
      waiting.stop();
      banner.removeAttribute("data-waiting");
    }
    banner.toggleAttribute("data-but", verdict.but !== undefined);
    const but = verdict.but === undefined ? [] : [h("span", {}, `, but ${verdict.but}`)];
    setNodes(word, [verdict.word, ...but]);
    setSentence(why, verdict.why);
    // Of an empty pane there is no verdict that could be taken for one on the edits.
    about.hidden = state.inputs.direction === "verify" || verdict.kind === "empty";
    banner.toggleAttribute("data-edits", !about.hidden);
    if (
      state.report !== previous?.report ||
      state.inputs !== previous?.inputs ||
      state.linkTerms !== previous?.linkTerms ||
      state.otherKid !== previous?.otherKid
    ) {
      drawFacts(state);
      drawMends(verdictMends(state));
    }
    if (verdict.kind === "empty" && previous?.inputs.token !== "") fold();
    look();

    sentence = `${word.textContent}. ${why.textContent}`;
    if (verdict.kind === "empty") said = "";
    if (stale || sentence === said || verdict.kind === "empty" || verdict.kind === "loading")
      announcing.stop();
    else announcing.start();
  });
}

/**
 * Tells whether the report is about an older text, or a newer report is under way.
 * @param {State} state
 */
function isStale({ report, reportFor, inputs, busy }) {
  return busy || (report !== null && reportFor !== inputs.token);
}
