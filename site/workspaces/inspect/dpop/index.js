/**
 * The tab “DPoP”: a proof and its access token, checked as a pair (RFC 9449). One of them is the
 * token of the page, and the other one is entered here.
 */
import style from "./dpop.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { createDebounce } from "../../../shared/debounce.js";
import { h, setText } from "../../../shared/dom.js";
import { foreign, setNodes } from "../../../shared/foreign.js";
import { drawPair, WORDS } from "./checks.js";
import { markup } from "./markup.js";

/** @typedef {import("../../../shared/dom.js").App} App */
/** @typedef {import("../../../engine/contract").DpopParams} DpopParams */
/** @typedef {import("../../../engine/contract").DpopPair} DpopPair */

adoptStyle(style);

/** @param {HTMLElement} panel @param {App} app */
export function mount(panel, { store, client, announce }) {
  const parts = markup();
  panel.append(parts.body);
  const draw = drawPair(parts);
  /** The newest question as text; answers to older ones are not shown. */
  let asked = "";
  let said = "";

  const isProof = () =>
    /"dpop\+jwt"$/i.test(
      store.get().report?.header_members.find(({ name }) => name === "typ")?.value ?? "",
    );

  /** @returns {DpopParams | null}  Null: a half is missing. */
  function question() {
    const { inputs } = store.get();
    const other = parts.other.value.trim();
    const proof = isProof() ? inputs.token : other;
    const accessToken = isProof() ? other : inputs.token;
    if (proof === "") return null;
    const { key, now, leeway, engine } = inputs;
    return {
      proof,
      ...(accessToken !== "" && { access_token: accessToken }),
      ...(key.text !== "" && { key }),
      ...filled("method", parts.method.value.trim()),
      ...filled("url", parts.url.value.trim()),
      ...filled("nonce", parts.nonce.value),
      ...(now !== null && { now }),
      ...(leeway !== 0 && { leeway }),
      ...(engine !== "auto" && { engine }),
    };
  }

  async function refresh() {
    const { inputs, view } = store.get();
    if (inputs.token === "") reset();
    if (panel.hidden || view !== "inspect" || inputs.token === "") return;
    parts.ask(isProof());
    const params = question();
    const text = JSON.stringify(params);
    if (text === asked) return;
    asked = text;
    if (params === null) return show(null, "Enter the proof that came with this access token.");
    const reply = await client.call("check_dpop", params);
    if (text !== asked) return;
    if (!reply.ok) asked = ""; // so that the next change asks again
    show(reply.ok ? reply.result : null, reply.ok ? "" : reply.error.message);
  }

  /** @param {DpopPair | null} pair @param {string} problem */
  function show(pair, problem) {
    setText(parts.problem, problem);
    parts.problem.hidden = problem === "";
    parts.result.hidden = pair === null;
    if (pair === null) return;
    draw(pair);
    const { thumbprint } = pair;
    parts.thumbprint.hidden = thumbprint === null;
    if (thumbprint !== null)
      setNodes(parts.thumbprint, [
        "Thumbprint of the proof’s key: ",
        h("code", {}, foreign(thumbprint)),
      ]);
    const word = WORDS[pair.verdict];
    if (word !== said) announce(word);
    said = word;
  }

  /** Takes back everything that was entered: Clear was pressed. */
  function reset() {
    for (const field of [parts.other, parts.method, parts.url, parts.nonce]) field.value = "";
    asked = said = "";
    show(null, "");
  }

  const later = createDebounce(150, () => void refresh());
  for (const field of [parts.other, parts.method, parts.url, parts.nonce])
    field.addEventListener("input", later.start);
  panel.addEventListener("shown", () => void refresh());
  store.subscribe(({ inputs, report, view, load }, previous) => {
    const before = previous?.inputs;
    if (
      report !== previous?.report ||
      inputs.token !== before?.token ||
      inputs.key !== before?.key ||
      view !== previous?.view ||
      load.stage !== previous?.load.stage
    )
      void refresh();
  });
}

/** @param {"method" | "url" | "nonce"} name @param {string} text */
const filled = (name, text) => (text === "" ? {} : { [name]: text });
