/**
 * The tab “Layers”: a token in a token, from the outermost to the claims. Each layer has its own
 * form, algorithms and verdict.
 */
import style from "./layers.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { byId, h, redrawn, setText } from "../../../shared/dom.js";
import { offerUndo } from "../../../shared/undo.js";
import { layersOf, nameOf } from "./chain.js";
import { layerSection } from "./layer.js";

/** @typedef {import("../../../shared/dom.js").App} App */
/** @typedef {import("../../../engine/contract").Report} Report */

adoptStyle(style);

const NONE = "A token in a token, or an encrypted one, is taken apart here, layer by layer.";
const WAITS = "The layers are shown when the verification engine is ready.";

/** @param {HTMLElement} panel @param {App} app */
export function mount(panel, app) {
  const { store, session, announce, showTab, showPart } = app;
  const empty = h("p", { class: "hint panel-empty" });
  const trail = h("ol", { class: "layer-trail" });
  const nav = h("nav", { "aria-label": "Layers of the token" }, trail);
  const list = h("div", { class: "layers", id: "layers" });
  panel.append(empty, nav, list);

  /** @param {string} token */
  const openAlone = (token) => {
    const before = store.get();
    session.update({ direction: "verify", token, header: "", payload: "" });
    offerUndo({ store, session }, "The token inside is open alone.", before, {
      names: ["direction", "token", "header", "payload"],
    });
    showTab("checks");
    showPart("token");
    byId("token-title", HTMLElement).scrollIntoView({ block: "nearest" });
  };

  const drawTrail = redrawn(trail, (/** @type {string[]} */ names) =>
    names.map((name, index) =>
      h("li", {}, h("button", { type: "button", class: "quiet", click: () => go(index) }, name)),
    ),
  );
  /** @param {number} index */
  function go(index) {
    const section = list.children[index];
    if (!(section instanceof HTMLElement)) {
      showTab("claims");
      byId("tab-claims", HTMLElement).focus();
      return;
    }
    section.scrollIntoView({ block: "nearest" });
    section.querySelector("h3")?.focus({ preventScroll: true });
  }
  const drawList = redrawn(list, (/** @type {(Report & { text: string | null })[]} */ layers) =>
    layers.map((layer, index) =>
      layerSection(layer, index, layers.length, { announce, openAlone }),
    ),
  );

  function refresh() {
    const { inputs, report, load } = store.get();
    if (panel.hidden) return;
    const layers = report === null || inputs.token === "" ? [] : layersOf(report);
    setText(empty, inputs.token !== "" && load.stage !== "ready" ? WAITS : NONE);
    empty.hidden = layers.length > 0;
    nav.hidden = layers.length === 0;
    const last = layers.at(-1);
    const claims = last && last.payload_members.length > 0 ? ["Claims"] : [];
    drawTrail([...layers.map(nameOf), ...claims]);
    drawList(layers);
  }
  panel.addEventListener("shown", refresh);
  store.subscribe((state, previous) => {
    if (state.report !== previous?.report || state.inputs.token !== previous?.inputs.token)
      refresh();
  });
}
