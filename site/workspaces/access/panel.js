/**
 * The workspace “Access”: a policy, requests, and what each token allows. What is typed here is a
 * part of the page's inputs (`access`), so links, Clear and Undo know it.
 */
import { createDebounce } from "../../shared/debounce.js";
import { byId, setText } from "../../shared/dom.js";
import { setSentence } from "../../shared/foreign.js";
import { offerUndo } from "../../shared/undo.js";
import { MAX_REQUESTS, MAX_TOKENS } from "../../state/limits.js";
import { JUDGED } from "../../state/request-params.js";
import { createDecider } from "./decide.js";
import { mountEditors } from "./editors.js";
import { mountFiles } from "./files.js";
import { mountGrants } from "./grants.js";
import { mountPresets, partsOf } from "./presets.js";
import { rowOf, textsOf } from "./rows.js";
import { sampleToken } from "./sample-token.js";
import { noticeOf, statusOf } from "./status.js";
import { mountTable } from "./table.js";
import { mountTemplateTokens } from "./template-tokens.js";
import { mountWhy, readBy } from "./why.js";

/** @import { AccessInputs, Inputs, State } from "../../state/model" */
/** @import { Answer, Question } from "./decide.js" */

/** How long the user must stop typing before the engine is asked, in milliseconds. */
const REST = 150;
/** The inputs that decisions depend on. @type {(keyof Inputs)[]} */
const DECIDED = [...JUDGED.filter((name) => name !== "crossCheck"), "access"];
/** The names whose values the engine gives. */
const FILLED = ["token", "grants", "context"];

/** @param {import("../../shared/dom.js").App} app */
export function mountPanel(app) {
  const { store, session, client, announce } = app;
  const isOpen = () => store.get().view === "access";
  /** @type {Answer} */
  let answer = { columns: [], error: null };
  /** What the answer is about. @type {Question | null} */
  let answered = null;
  let chosen = { row: 0, column: 0 };
  let stale = true;

  const presets = mountPresets(client, {
    onCome: () => {
      draw();
      ask();
    },
    onChoose: (preset) => {
      const before = store.get();
      change(partsOf(preset));
      if (before.inputs.access !== null)
        offerUndo(app, "The preset replaced model, policy and requests.", before, {
          names: ["access"],
        });
    },
  });
  const present = () => store.get().inputs.access ?? presets.first;
  /** @param {Partial<AccessInputs>} patch */
  const change = (patch) => session.update({ access: { ...present(), ...patch } });

  const editors = mountEditors({
    onModel: (model) => change({ model }),
    onPolicy: (policy) => change({ policy }),
    onSubmit: () => ask(),
    about: () => ({
      names: answer.columns[0]?.result.names ?? [],
      payload: store.get().report?.payload ?? "",
      grants: answer.columns[0]?.result.grants ?? [],
    }),
  });
  const table = mountTable({
    onChange: (index, row) =>
      change({
        requests: present().requests.map((each, at) => (at === index ? textsOf(row) : each)),
      }),
    onRemove: (index) => {
      change({ requests: present().requests.filter((_, at) => at !== index) });
      if (present().requests.length > 0) table.focusRow(index);
      else addRequest.focus();
    },
    onRemoveToken: (index) => {
      change({ tokens: present().tokens.filter((_, at) => at !== index) });
      token.focus();
    },
    onChoose: (place) => {
      chosen = place;
      draw();
      byId("access-why", HTMLElement).scrollIntoView({ block: "nearest" });
    },
  });
  const showWhy = mountWhy((line) => editors.revealLine(line));
  const grants = mountGrants({
    onAdd: (path) => change({ paths: [...present().paths, path] }),
    onRemove: (index) => change({ paths: present().paths.filter((_, at) => at !== index) }),
  });
  mountFiles(app, {
    question: () => ({ inputs: store.get().inputs, access: present() }),
    take: (patch, names) => {
      const before = store.get();
      change(patch);
      offerUndo(app, `Imported ${names}.`, before, { names: ["access"] });
    },
  });

  const addRequest = byId("access-add-request", HTMLButtonElement);
  addRequest.addEventListener("click", () => {
    const { requests } = present();
    if (requests.length >= MAX_REQUESTS)
      return announce(`There are ${MAX_REQUESTS} requests at most.`);
    change({ requests: [...requests, ["", "", ""]] });
    table.focusRow(requests.length);
  });
  const token = byId("access-token", HTMLInputElement);
  byId("access-token-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const given = token.value.trim();
    const { tokens } = present();
    if (given === "" || tokens.length >= MAX_TOKENS) return token.focus();
    token.value = "";
    change({ tokens: [...tokens, given] });
  });
  mountTemplateTokens(app, (made) => {
    const { tokens } = present();
    if (tokens.length < MAX_TOKENS) change({ tokens: [...tokens, made] });
  });
  byId("access-sample", HTMLButtonElement).addEventListener("click", async () => {
    const params = sampleToken(Date.now() / 1000);
    const reply = await client.call("sign", params);
    if (!reply.ok || reply.result.token === null) return;
    const before = store.get();
    session.update({
      token: reply.result.token,
      key: params.key,
      algorithms: null,
      expect: {},
      now: null,
    });
    offerUndo(app, "A sample token of “alice”, an editor, is in “Inspect”.", before);
    byId("access-title", HTMLElement).focus({ preventScroll: true }); // the button goes
  });

  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    token.value = "";
    chosen = { row: 0, column: 0 };
    grants.reset();
  });

  const decider = createDecider(client, (next, question) => {
    const before = statusOf(answer);
    answer = next;
    answered = question;
    stale = false;
    draw();
    if (isOpen() && statusOf(answer) !== before) announce(statusOf(answer));
  });
  const later = createDebounce(REST, () => ask());

  function ask() {
    if (!isOpen() || store.get().load.stage !== "ready" || present().model === "") return;
    decider.ask({ inputs: store.get().inputs, access: present() });
  }

  function draw() {
    const access = present();
    const { columns, error } = answer;
    const rows = access.requests.map((texts) => rowOf(texts));
    const tokens = access.tokens.length + 1;
    const names = columns[0]?.result.names ?? [];
    // The answer may be about other rows: then it is not shown in these.
    const fits = answered?.access.requests.length === rows.length;
    const shown = fits ? columns.slice(0, tokens) : [];
    if (chosen.row >= rows.length || chosen.column >= tokens) chosen = { row: 0, column: 0 };
    const column = shown[chosen.column];
    const decision = column?.decisions[chosen.row] ?? null;

    editors.show(
      access,
      columns.map(({ result }) => result),
      decision,
    );
    presets.show(access);
    table.show({
      rows,
      columns: shown,
      tokens,
      wanted: names.filter((name) => !FILLED.includes(name)),
      hasContext: names.includes("context") || rows.some(({ context }) => context !== ""),
      chosen,
      stale,
    });
    showWhy(
      column && decision
        ? { result: column.result, decision, policy: answered?.access.policy ?? "", ...chosen }
        : null,
    );
    grants.show(column?.result.grants ?? columns[0]?.result.grants ?? [], {
      name: `token ${chosen.column + 1}`,
      isRead: decision ? readBy(decision) : () => false,
      paths: access.paths,
    });
    setText(byId("access-status", HTMLElement), statusOf(answer));
    const notice = noticeOf(store.get(), answer);
    byId("access-notice", HTMLElement).hidden = notice === null;
    setSentence(byId("access-notice-text", HTMLElement), notice ?? "");
    byId("access-sample", HTMLElement).hidden = store.get().inputs.token !== "";
    byId("access-error", HTMLElement).hidden = error === null;
    setSentence(byId("access-error", HTMLElement), error?.message ?? "");
    byId("access-token-form", HTMLElement).hidden = tokens > MAX_TOKENS;
  }

  /** @param {State} now @param {State | null} before */
  function follow(now, before) {
    const isReady = now.load.stage === "ready";
    if (isReady && now.view === "access") void presets.load();
    if (before === null) return draw();
    const changed = DECIDED.some((name) => now.inputs[name] !== before.inputs[name]);
    // Time passes: a token that expires allows nothing from then on.
    const judged = now.report?.verdict !== before.report?.verdict;
    const opened = now.view !== before.view || (isReady && before.load.stage !== "ready");
    if (changed || judged) stale = true;
    if ((changed || judged || opened) && now.view === "access") {
      if (opened) ask();
      else later.start();
      draw();
    }
  }
  store.subscribe(follow);
}
