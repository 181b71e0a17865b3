/**
 * The workspace “Many tokens”: the user pastes a log, and every token in it is listed with its
 * verdict. The log is not stored and not put into links.
 */
import { remarkOn } from "./audience.js";
import { mountDetail } from "./detail.js";
import { mountExports } from "./exports.js";
import { searchTokens } from "../../shared/find-tokens.js";
import { batchList } from "./list.js";
import { fileName, filterRows, kindOf, wantedOf } from "./rows.js";
import { summaryOf } from "./summary.js";
import { mountText } from "./text.js";
import { KINDS } from "./words.js";
import { runInSlices } from "../../shared/time-slices.js";
import { byId, count, h, setText } from "../../shared/dom.js";
import { setSentence } from "../../shared/foreign.js";

/** @typedef {import("./judge-tokens.js").Batch} Batch */
/** @typedef {import("./judge-tokens.js").Progress} Progress */
/** @typedef {import("./judge-tokens.js").Terms} Terms */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../../state/model").Inputs} Inputs */

/** How long the user must stop typing before the tokens are judged again, in milliseconds. */
const REST = 250;
/** The inputs that a verdict depends on. @type {(keyof Inputs)[]} */
const JUDGED = [
  "key",
  "decryptionKey",
  "algorithms",
  "expect",
  "leeway",
  "now",
  "engine",
  "detachedPayload",
];

/**
 * @param {import("../../shared/dom.js").App} app
 * @param {(report: (progress: Progress) => void) => Batch} createBatch
 * @param {(inputs: Inputs) => Terms} termsOf
 */
export function mountPanel(app, createBatch, termsOf) {
  const { store, announce } = app;
  const isOpen = () => store.get().view === "many";
  const status = byId("batch-status", HTMLElement);
  const bar = byId("batch-progress", HTMLProgressElement);
  const cancel = byId("batch-cancel", HTMLButtonElement);
  const again = byId("batch-again", HTMLButtonElement);
  const results = byId("batch-results", HTMLElement);
  const show = byId("batch-show", HTMLSelectElement);
  const search = byId("batch-search", HTMLInputElement);
  const grid = byId("batch-list", HTMLElement);
  const text = mountText({
    onInput: () => later(),
    onSubmit: () => judge(),
    onFold: () => grid.focus({ preventScroll: true }),
  });
  const detail = mountDetail(byId("batch-detail", HTMLElement), app);
  const list = batchList(grid, (row) => {
    if (isOpen() || row === null) detail.show(row, terms);
  });
  const exports = mountExports(() => ({
    rows: visible,
    name: fileName(visible, rows.length, shownKind(), search.value),
  }));

  /** @type {import("../../shared/find-tokens.js").Finds} */
  let found = { tokens: [], total: 0, complete: true };
  /** @type {Row[]} */
  let rows = [];
  /** Those that fit the filter. @type {Row[]} */
  let visible = [];
  /** What the rows are judged by. @type {Terms} */
  let terms = {};
  /** The number of tokens per kind. @type {Record<string, number>} */
  let counts = {};
  /** @type {Progress} */
  let progress = { briefs: [], done: 0, running: false, error: null };
  /** Whether something has changed since the tokens were judged. */
  let stale = false;
  /** Aborts the search under way; null when there is none. @type {AbortController | null} */
  let searching = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const batch = createBatch((next) => {
    const ended = progress.running && !next.running;
    // Only what is new since the last call, because this runs many times per second.
    for (let index = next.done === 0 ? 0 : progress.done; index < next.done; index++) {
      const row = rows[index];
      const brief = next.briefs[index];
      if (!row || !brief) continue;
      row.brief = brief;
      row.remark = remarkOn(brief, row.token, terms);
      const kind = kindOf(row) ?? "";
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    progress = next;
    draw();
    if (ended && found.tokens.length > 0) announce(sentence());
  });

  function later() {
    stale = true;
    searching?.abort();
    clearTimeout(timer);
    if (isOpen()) timer = setTimeout(judge, REST);
    draw();
  }

  async function judge() {
    clearTimeout(timer);
    searching?.abort();
    searching = new AbortController();
    const finds = await runInSlices(searchTokens(text.text), searching.signal);
    if (!finds) return; // another search has begun, or will begin
    searching = null;
    stale = false;
    found = finds;
    rows = found.tokens.map((token) => ({ ...token, brief: null, remark: null }));
    counts = {};
    terms = termsOf(store.get().inputs);
    results.hidden = rows.length === 0;
    text.found(rows.length);
    batch.start(
      found.tokens.map(({ token }) => token),
      terms,
    );
  }

  const shownKind = () => /** @type {import("./rows.js").Show} */ (show.value);
  const sentence = () => summaryOf({ isEmpty: text.isEmpty, stale, found, progress, counts });

  function draw() {
    const { done, running } = progress;
    const total = found.tokens.length;
    results.hidden = total === 0;
    results.toggleAttribute("data-stale", stale);
    bar.hidden = cancel.hidden = !running;
    bar.max = Math.max(1, total);
    bar.value = done;
    again.hidden = running || total === 0;
    setSentence(status, sentence());
    for (const option of show.options) {
      const kind = /** @type {import("./rows.js").Show} */ (option.value);
      const [name, number] =
        kind === "all" ? ["All", total] : [KINDS[kind].word, counts[kind] ?? 0];
      setText(option, `${name} (${count(number)})`);
    }
    visible = filterRows(rows, shownKind(), search.value);
    setText(byId("batch-shown", HTMLElement), `${count(visible.length)} of ${count(total)}`);
    list.show(visible, wantedOf(search.value));
    byId("batch-none", HTMLElement).hidden = visible.length > 0;
    exports.enable(!running && !stale && visible.length > 0);
  }

  show.replaceChildren(...["all", ...Object.keys(KINDS)].map((value) => h("option", { value })));
  show.addEventListener("change", draw);
  search.addEventListener("input", draw);
  cancel.addEventListener("click", () => {
    batch.cancel();
    again.focus();
  });
  again.addEventListener("click", judge);
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    text.put("");
    show.value = "all";
    search.value = "";
    exports.reset();
    list.toStart();
    judge();
  });
  store.subscribe(({ inputs, load, view }, previous) => {
    if (previous === null) return;
    // Work that nobody sees would only make the other workspaces slow.
    if (view !== previous.view && isOpen()) {
      if (stale) judge();
      else draw();
    } else if (view !== previous.view) {
      detail.stop();
      if (searching || progress.running) {
        searching?.abort();
        batch.cancel();
        stale = true;
      }
    }
    const restarted =
      progress.error !== null && load.stage === "ready" && previous.load.stage !== "ready";
    if (
      found.tokens.length > 0 &&
      (restarted || JUDGED.some((name) => inputs[name] !== previous.inputs[name]))
    )
      later();
  });
  draw();

  return {
    /**
     * Takes a text from outside, such as a file, as if it had been pasted.
     * @param {string} given
     * @returns {string}  The text before.
     */
    take(given) {
      const before = text.text;
      text.put(given);
      stale = true;
      if (isOpen()) void judge();
      return before;
    },
  };
}
