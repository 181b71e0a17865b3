/**
 * The tab “Size”: the engine counts the bytes of the present token, and this draws them. It asks
 * only while the tab is shown.
 */
import style from "./size.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { createLatestRequest } from "../../../state/latest-request.js";
import { createDebounce } from "../../../shared/debounce.js";
import { h, setText } from "../../../shared/dom.js";
import { setNodes } from "../../../shared/foreign.js";
import { markup } from "./markup.js";
import { drawLists } from "./lists.js";
import { readRequests } from "./requests.js";
import { amount } from "./amount.js";

/** @typedef {import("../../../engine/contract").Size} Size */
/** @typedef {{ token: string, requests: number }} Question */

/** The requests per day of a service of middle size. */
const USUAL = 1_000_000;

adoptStyle(style);

/**
 * @param {HTMLElement} panel
 * @param {import("../../../shared/dom.js").App} app
 */
export function mount(panel, app) {
  const { store, client } = app;
  const parts = markup(USUAL);
  panel.append(parts.empty, parts.body);
  const draw = drawLists(parts, app.reveal);
  /** The question that is answered. @type {Question | null} */
  let shown = null;

  const asking = createLatestRequest(
    (/** @type {Question} */ { token, requests }) =>
      client.call("size", { token, requests_per_day: requests }),
    (reply, question) => {
      if (!reply.ok) return say(reply.error.message);
      shown = question;
      show(reply.result);
    },
  );

  /** @param {string} text */
  function say(text) {
    setText(parts.empty, text);
    parts.empty.hidden = text === "";
    parts.body.hidden = text !== "";
  }

  /** @param {Size} size */
  function show(size) {
    if (size.bytes === 0) return say("There is no token in this text.");
    say("");
    const { traffic } = size;
    const more = Math.round(size.bytes / size.session_bytes);
    setNodes(parts.total, [
      h("strong", {}, `${amount(size.bytes)}`),
      ` in every request, ${more} times an opaque session id of ${size.session_bytes} B`,
    ]);
    setText(parts.ofToken, amount(traffic.token));
    setText(parts.ofSession, amount(traffic.session));
    draw(size);
  }

  function refresh() {
    const { inputs, view, load } = store.get();
    const { token } = inputs;
    if (token === "") parts.requests.value = String(USUAL); // Clear was pressed
    if (panel.hidden || view !== "inspect") return;
    if (token.trim() === "") {
      shown = null;
      asking.cancel();
      return say("The bytes of the token are counted here, claim by claim.");
    }
    const read = readRequests(parts.requests.value);
    setText(parts.problem, read.problem);
    parts.requests.setAttribute("aria-invalid", String(read.problem !== ""));
    if (read.problem !== "") return;
    if (shown?.token === token && shown.requests === read.requests) return;
    if (shown === null)
      say(
        load.stage === "failed"
          ? "The verification engine could not be started."
          : "The bytes are counted when the verification engine is ready.",
      );
    asking.ask({ token, requests: read.requests });
  }
  const later = createDebounce(150, refresh);
  parts.requests.addEventListener("input", later.start);
  panel.addEventListener("shown", refresh);
  store.subscribe((state, previous) => {
    if (
      state.inputs.token !== previous?.inputs.token ||
      state.view !== previous.view ||
      state.load.stage !== previous.load.stage
    )
      refresh();
  });
}
