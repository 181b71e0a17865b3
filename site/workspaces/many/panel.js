/**
 * The panel “Many tokens”: the user pastes a log, and every token in it is listed with its verdict.
 * The log is not stored and not put into links.
 */
import { MOST, searchTokens } from "../../shared/find-tokens.js";
import { filterRows, toCsv, toJson, toJsonLines } from "./rows.js";
import { Editor } from "../../editors/editor.js";
import { runInSlices } from "../../shared/time-slices.js";
import { batchList, VERDICTS } from "./list.js";
import { byId, h, plural, setText } from "../../shared/dom.js";
import { setSentence } from "../../shared/foreign.js";
import { saveFile } from "../../shared/save-file.js";
import { takeForMany } from "../../shared/hand-over.js";

/** @typedef {import("./judge-tokens.js").Batch} Batch */
/** @typedef {import("./judge-tokens.js").Progress} Progress */
/** @typedef {import("./judge-tokens.js").Terms} Terms */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../../state/model").Inputs} Inputs */

/** How long the user must stop typing before the tokens are judged again, in milliseconds. */
const REST = 250;
/** The inputs that a verdict depends on. @type {(keyof Inputs)[]} */
const JUDGED = ["key", "algorithms", "expect", "leeway", "now", "engine", "detachedPayload"];

/**
 * @param {import("../../shared/dom.js").App} app
 * @param {(report: (progress: Progress) => void) => Batch} createBatch
 * @param {(inputs: Inputs) => Terms} termsOf
 */
export function mountPanel({ store, session, editors, announce, showPart }, createBatch, termsOf) {
  const isOpen = () => store.get().view === "many";
  const status = byId("batch-status", HTMLElement);
  const bar = byId("batch-progress", HTMLProgressElement);
  const cancel = byId("batch-cancel", HTMLButtonElement);
  const again = byId("batch-again", HTMLButtonElement);
  const results = byId("batch-results", HTMLElement);
  const show = byId("batch-show", HTMLSelectElement);
  const search = byId("batch-search", HTMLInputElement);
  const exports = /** @type {const} */ ([
    [byId("batch-csv", HTMLButtonElement), toCsv, "csv", "text/csv"],
    [byId("batch-json", HTMLButtonElement), toJson, "json", "application/json"],
    [byId("batch-jsonl", HTMLButtonElement), toJsonLines, "jsonl", "application/jsonl"],
  ]);
  const text = new Editor(byId("batch-text", HTMLElement), {
    label: "Text with tokens",
    isLog: true,
    hint: "Paste a log, or many tokens. Nothing of it leaves this page, is kept, or goes into links.",
    onInput: () => later(),
    onSubmit: () => judge(),
  });
  const list = batchList(byId("batch-list", HTMLElement), ({ token }) => {
    session.update({ token, direction: "verify" });
    showPart("token");
    editors.token.view.focus();
    announce("The token is in the token pane.");
  });

  /** @type {import("../../shared/find-tokens.js").Finds} */
  let found = { tokens: [], total: 0, complete: true };
  /** @type {Row[]} */
  let rows = [];
  /** The number of tokens per verdict. @type {Record<string, number>} */
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
      counts[brief.verdict] = (counts[brief.verdict] ?? 0) + 1;
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
    rows = found.tokens.map((token) => ({ ...token, brief: null }));
    counts = {};
    batch.start(
      found.tokens.map(({ token }) => token),
      termsOf(store.get().inputs),
    );
  }

  const shown = () =>
    filterRows(rows, /** @type {import("./rows.js").Show} */ (show.value), search.value);

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
      const name = option.value === "all" ? "All" : (VERDICTS[option.value]?.word ?? "");
      setText(
        option,
        `${name} (${(option.value === "all" ? total : (counts[option.value] ?? 0)).toLocaleString("en")})`,
      );
    }
    const visible = shown();
    list.show(visible);
    byId("batch-none", HTMLElement).hidden = visible.length > 0;
    for (const [button] of exports) button.disabled = running || stale || visible.length === 0;
  }

  function sentence() {
    const { done, running, error } = progress;
    const total = found.tokens.length;
    if (text.view.state.doc.length === 0) return "";
    if (stale && total === 0) return "Looking for tokens …";
    if (total === 0)
      return (
        "There is no token in this text. " +
        "Tokens in compact serialization begin with “ey” and have dots."
      );
    if (running) return `Judged ${done.toLocaleString("en")} of ${total.toLocaleString("en")} …`;
    const many = found.total > total ? `, ${plural(found.total, "occurrence")}` : "";
    const limit = found.complete ? "" : ` Only the first ${MOST.toLocaleString("en")} are listed.`;
    if (error)
      return (
        `${error.message} ${done.toLocaleString("en")} of ${plural(total, "token")} were judged; ` +
        "your text is as it was."
      );
    if (done < total)
      return `Cancelled: ${done.toLocaleString("en")} of ${plural(total, "token")} judged.`;
    const parts = Object.entries(VERDICTS)
      .map(([verdict, { word }]) => ({ verdict, word, count: counts[verdict] ?? 0 }))
      .filter((part) => part.count > 0);
    const judged = parts.map(
      ({ count, word }) => `${count.toLocaleString("en")} ${word.toLowerCase()}`,
    );
    return `${plural(total, "different token")}${many}: ${judged.join(", ")}.${limit}`;
  }

  for (const [button, write, ending, type] of exports) {
    button.addEventListener("click", async () => {
      const parts = await runInSlices(write(shown()));
      if (parts) saveFile(`tokens.${ending}`, parts, type);
    });
  }
  show.replaceChildren(...["all", ...Object.keys(VERDICTS)].map((value) => h("option", { value })));
  show.addEventListener("change", draw);
  search.addEventListener("input", draw);
  cancel.addEventListener("click", () => {
    batch.cancel();
    again.focus();
  });
  again.addEventListener("click", judge);
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    text.show("", { undoable: true });
    show.value = "all";
    search.value = "";
    judge();
  });
  store.subscribe(({ inputs, load, view }, previous) => {
    if (previous === null) return;
    // Work that nobody sees would only make the other workspaces slow.
    if (view !== previous.view && isOpen() && stale) judge();
    else if (view !== previous.view && !isOpen() && (searching || progress.running)) {
      searching?.abort();
      batch.cancel();
      stale = true;
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
  takeForMany((given) => {
    const before = text.text;
    text.replace(given);
    return before;
  });
}
