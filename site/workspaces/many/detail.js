/**
 * The current row of the list in detail: all reasons, and what the token says. The engine is asked
 * by the same terms as the list was judged by, so both say the same.
 */
import { copyButton } from "../../shared/clipboard.js";
import { h, setText } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { offerUndo } from "../../shared/undo.js";
import { goTo } from "../../links/view.js";
import { createLatestRequest } from "../../state/latest-request.js";
import { facts } from "./detail-facts.js";
import { reasons } from "./detail-reasons.js";
import { kindOf } from "./rows.js";
import { KINDS, shortToken, WAITING } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./judge-tokens.js").Terms} Terms */
/** @typedef {import("../../engine/contract").Report} Report */

/**
 * @param {HTMLElement} host
 * @param {import("../../shared/dom.js").App} app
 */
export function mountDetail(host, { client, store, session, announce }) {
  const title = h("h3", { id: "batch-detail-title" });
  const body = h("div", { class: "detail-body" });
  const open = h("button", { type: "button", id: "batch-open" }, "Open in Inspect");
  const copy = h("button", { type: "button", id: "batch-copy" }, "Copy token");
  host.replaceChildren(title, h("p", { class: "row" }, open, copy), body);

  /** @type {Row | null} */
  let row = null;
  /** The answer, or a sentence that tells why there is none. @type {Report | string | null} */
  let answer = null;
  /** What was drawn last. @type {unknown[]} */
  let drawn = [];
  /** Takes back the request under way. @type {AbortController | null} */
  let asked = null;

  const asking = createLatestRequest(
    (
      /** @type {{ params: Terms & { token: string }, signal: AbortSignal }} */ { params, signal },
    ) => client.call("inspect", params, { signal }).catch(() => null),
    (reply) => {
      if (reply === null) return;
      answer = reply.ok ? reply.result : reply.error.message;
      draw();
    },
  );

  function stop() {
    asking.cancel();
    asked?.abort();
    asked = null;
  }

  function draw() {
    host.hidden = row === null;
    if (row === null) return;
    setText(title, `Token of line ${row.line.toLocaleString("en")}`);
    const kind = kindOf(row);
    const parts = [row, kind, answer];
    if (parts.every((part, index) => part === drawn[index])) return; // a selection in it stays
    drawn = parts;
    const { word, sign } = kind === null ? WAITING : KINDS[kind];
    const report = typeof answer === "string" ? null : answer;
    body.replaceChildren(
      h("p", { class: "detail-token" }, foreign(shortToken(row.token, ""))),
      h(
        "p",
        { class: "detail-verdict", "data-verdict": kind ?? "waiting" },
        h("span", { "aria-hidden": "true" }, `${sign} `),
        word,
      ),
      ...reasons(row, report),
      ...(typeof answer === "string" ? [h("p", {}, ...sentence(answer))] : []),
      facts(row, report),
    );
  }

  open.addEventListener("click", () => {
    if (row === null) return;
    const before = store.get();
    session.update({ token: row.token, direction: "verify" });
    if (![row.token, ""].includes(before.inputs.token))
      offerUndo(
        { store, session },
        `The token of line ${row.line} replaced the one in “Inspect”.`,
        before,
      );
    goTo("inspect");
  });
  copyButton(copy, () => row?.token ?? "", "Token", announce);
  copy.setAttribute("aria-label", "Copy token");

  return {
    /**
     * Shows a row, and asks the engine about it unless that was done.
     * @param {Row | null} next
     * @param {Terms} terms  What the rows were judged by.
     */
    show(next, terms) {
      const isNew = next !== row;
      row = next;
      if (isNew) {
        stop();
        answer = null;
        host.scrollTop = 0;
      }
      if (row !== null && answer === null && asked === null) {
        asked = new AbortController();
        asking.ask({ params: { ...terms, token: row.token }, signal: asked.signal });
      }
      draw();
    },
    /** Takes back what is asked, because nobody sees the answer. `show` asks again. */
    stop,
  };
}
