/** Issues an SD-JWT of the drafts: ticked claims are those that the holder can leave out. */
import { h, redrawnList, setText } from "../../../shared/dom.js";
import { findingItem } from "../../../shared/finding-item.js";
import { toast } from "../../../shared/toast.js";
import { pathsIn } from "./claim-paths.js";
import { area, field, pathNodes, section } from "./parts.js";
import { putToken } from "./present.js";

/** @typedef {import("../../../state/model").State} State */
/** @typedef {import("../../../engine/contract").ClaimPath} ClaimPath */

/**
 * @param {HTMLElement} host
 * @param {import("../../../shared/dom.js").App} app
 * @returns {(state: State) => void}
 */
export function mountIssue(host, app) {
  const { store, client, reveal } = app;
  const problem = h("p", { class: "hint", id: "issue-problem" });
  const list = h("ul", { class: "issue-claims", id: "issue-claims", "aria-label": "Claims" });
  const decoys = field("issue-decoys", "Decoys (digests without a claim)", {
    type: "number",
    min: 0,
    max: 100,
    value: "0",
  });
  const holder = area("issue-holder", "Holder’s public key, for cnf (may be empty)");
  const findings = h("ul", {
    class: "findings",
    id: "issue-findings",
    "aria-label": "Remarks on issuing",
  });
  const press = h("button", { type: "button", class: "primary", id: "issue" }, "Issue SD-JWT");
  press.addEventListener("click", run);
  host.append(
    section(
      "Issue an SD-JWT",
      "Tick the claims of the payload that the holder can leave out. It is signed with the key of the page.",
      problem,
      list,
      h("div", { class: "disclosure-fields" }, decoys.element, holder.element),
      h("div", { class: "row" }, press),
      findings,
    ),
  );
  /** The ticked paths, as JSON. @type {Set<string>} */
  let ticked = new Set();
  const drawList = redrawnList(list, (/** @type {ClaimPath} */ path) => {
    const key = JSON.stringify(path);
    const id = `issue-${key}`;
    const box = h("input", {
      type: "checkbox",
      id,
      autocomplete: "off",
      checked: ticked.has(key),
      change: () => (box.checked ? ticked.add(key) : ticked.delete(key)),
    });
    return h(
      "li",
      {},
      h("label", { class: "check", for: id }, box, h("span", {}, ...pathNodes(path))),
    );
  });
  const drawFindings = redrawnList(
    findings,
    (/** @type {import("../../../engine/contract").Finding} */ each) => findingItem(each, reveal),
  );

  /** The drafts that the remarks are about. */
  let about = "";
  async function run() {
    const { inputs } = store.get();
    const there = new Set((pathsIn(inputs.payload) ?? []).map((path) => JSON.stringify(path)));
    press.disabled = true;
    const reply = await client.call("sd_issue", {
      header: inputs.header,
      payload: inputs.payload,
      key: inputs.signingKey?.text ? inputs.signingKey : inputs.key,
      selective: [...ticked].filter((key) => there.has(key)).map((key) => JSON.parse(key)),
      decoys: Math.min(100, Math.max(0, Math.round(Number(decoys.input.value) || 0))),
      ...(holder.input.value.trim() && { holder_key: { text: holder.input.value } }),
      ...(inputs.engine !== "auto" && { engine: inputs.engine }),
    });
    press.disabled = false;
    const now = store.get().inputs;
    if (now.payload !== inputs.payload || now.header !== inputs.header) return;
    if (!reply.ok) return toast(reply.error.message);
    if (reply.result.token !== null)
      putToken(app, reply.result.token, "Issued. The new token is in place.");
    else app.announce("Not issued.");
    about = now.header + now.payload;
    drawFindings(reply.result.findings);
  }

  return ({ inputs }) => {
    if (inputs.header + inputs.payload !== about) drawFindings([]);
    if (inputs.token === "" && inputs.direction === "verify") {
      // Clear was pressed.
      ticked = new Set();
      decoys.input.value = "0";
      holder.input.value = "";
    }
    const paths = inputs.direction === "sign" ? pathsIn(inputs.payload) : [];
    press.disabled = paths === null;
    setText(problem, paths === null ? "The payload is not a JSON object yet." : "");
    problem.hidden = paths !== null;
    drawList(paths ?? []);
  };
}
