/**
 * Names what stands in the token field and is no token, or more than one. Nothing of the text is
 * quoted: it may be a private key.
 */
import { byId, count, h, redrawn } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";
import { KINDS, whatItIs } from "../../shared/kinds.js";
import { recognize, recognizing } from "../../shared/recognize.js";
import { runInSlices, untilPainted } from "../../shared/time-slices.js";

/** @typedef {import("../../shared/recognize.js").What} What */

/** A text of so many characters is looked at in about a millisecond. */
const SHORT = 20_000;

/**
 * @param {import("../../shared/dom.js").App} app
 * @param {import("../../shell/placing.js").Placing} placing
 */
export function mountTokenBanner({ store, editors }, placing) {
  /** The last text that was a token: it comes back when another one is moved away. */
  let lastToken = "";
  let look = new AbortController();
  let looking = false;
  const draw = redrawn(byId("token-banner", HTMLElement), (/** @type {What} */ what) =>
    nodes(what, move),
  );

  store.subscribe(({ inputs: { token }, report, noToken }, previous) => {
    // What the engine could read is a token, whatever it looked like.
    if (report !== previous?.report && report?.header && noToken?.text === token)
      draw({ kind: "token", tokens: 1 });
    if (token === previous?.inputs.token) return;
    look.abort();
    look = new AbortController();
    // On a slow machine the next text may be there before this one had its look.
    const old = looking ? (previous?.inputs.token ?? "") : "";
    if (old.length <= SHORT && recognize(old).kind === "token") lastToken = old;
    looking = token !== "";
    if (token !== "") return void name(token, look.signal);
    lastToken = "";
    draw({ kind: "empty", tokens: 0 });
  });

  /**
   * Looks at the text when the verdict has had its turn.
   * @param {string} token
   * @param {AbortSignal} signal
   */
  async function name(token, signal) {
    await untilPainted();
    const what = await runInSlices(recognizing(token), signal);
    if (what === null) return; // another text is there
    looking = false;
    if (what.kind === "token") lastToken = token;
    draw(what);
    // The verdict must not call a key a bad token.
    if (KINDS[what.kind]) store.set({ noToken: { text: token, kind: what.kind } });
  }

  /** @param {"key" | "many"} place @param {string} subject */
  function move(place, subject) {
    const { token } = store.get().inputs;
    placing.put([{ text: token, subject, place }], { token: lastToken });
    if (place === "key") editors.key.view.focus();
  }
}

/**
 * @param {What} what
 * @param {(place: "key" | "many", subject: string) => void} move
 */
function nodes({ kind, tokens }, move) {
  if (tokens > 1)
    return banner(
      `${count(tokens)} tokens are in this text; the first one is shown here.`,
      h("button", { type: "button", click: () => move("many", "The text") }, "Open in Many tokens"),
    );
  const fact = KINDS[kind];
  if (!fact) return [];
  const text = whatItIs(kind);
  if (fact.place === null) return banner(text);
  const subject = kind === "opaque" ? "The text" : fact.name.replace(/^an? /, "The ");
  return banner(
    text,
    h("button", { type: "button", click: () => move("key", subject) }, "Move to key"),
  );
}

/** @param {string} text @param {...Node} more */
function banner(text, ...more) {
  return [
    h(
      "div",
      { class: "notice", "data-severity": "warning" },
      h("span", {}, ...sentence(text)),
      ...more,
    ),
  ];
}
