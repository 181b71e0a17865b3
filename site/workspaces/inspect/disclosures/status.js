/** The tab “Status”: the list in a status list token, its counts, and the status at an index. */
import { createDebounce } from "../../../shared/debounce.js";
import { count, h, redrawnList, setText } from "../../../shared/dom.js";
import { findingItem } from "../../../shared/finding-item.js";
import { createLatestRequest } from "../../../state/latest-request.js";
import { area, checkItem, field, section, terms } from "./parts.js";

/** @typedef {import("../../../engine/contract").TokenStatus} TokenStatus */
/** @typedef {import("../../../engine/contract").StatusParams} StatusParams */

/**
 * @param {HTMLElement} host
 * @param {import("../../../shared/dom.js").App} app
 * @returns {(state: import("../../../state/model").State) => void}
 */
export function mountStatus(host, app) {
  const { store, client, reveal } = app;
  const facts = h("p", { id: "status-facts", role: "status" });
  const counts = h("ul", { class: "status-counts", id: "status-counts", "aria-label": "Statuses" });
  const idx = field("status-idx", "Index", { inputmode: "numeric", maxlength: 12 });
  const other = area("status-other", "Or the token whose status is asked for");
  const value = h("p", { id: "status-value" });
  const checks = h("ul", {
    class: "disclosure-checks",
    id: "status-checks",
    "aria-label": "Checks of the list",
  });
  const findings = h("ul", {
    class: "findings",
    id: "status-findings",
    "aria-label": "Remarks on the list",
  });
  host.append(
    section("Status list", "The statuses of many tokens in few bits each.", facts, counts),
    section(
      "One status",
      "",
      h("div", { class: "disclosure-fields" }, idx.element, other.element),
      value,
      checks,
      findings,
    ),
  );
  const drawChecks = redrawnList(checks, checkItem);
  const drawCounts = redrawnList(counts, (/** @type {TokenStatus["counts"][number]} */ each) =>
    h("li", {}, h("strong", {}, each.meaning), ` (${each.value}): ${count(each.count)}`),
  );
  const drawFindings = redrawnList(
    findings,
    (/** @type {import("../../../engine/contract").Finding} */ each) => findingItem(each, reveal),
  );
  const asking = createLatestRequest(
    (/** @type {StatusParams} */ params) => client.call("read_status", params),
    (reply) => {
      if (!reply.ok) return setText(facts, reply.error.message);
      const { size, bits, meaning, value: status, idx: index } = reply.result;
      setText(
        facts,
        size === null
          ? "The list cannot be read."
          : `${count(size)} statuses of ${bits} ${bits === 1 ? "bit" : "bits"} each.`,
      );
      setText(value, meaning === null ? "" : `At ${count(index ?? 0)}: ${meaning} (${status}).`);
      value.dataset.meaning = meaning ?? "";
      drawCounts(reply.result.counts);
      drawChecks(reply.result.checks);
      drawFindings(reply.result.findings);
    },
  );

  function refresh() {
    const { inputs } = store.get();
    if (inputs.token === "") idx.input.value = other.input.value = "";
    if (host.hidden) return asking.cancel();
    const text = idx.input.value.trim();
    const isIndex = /^\d{1,12}$/.test(text);
    idx.input.setAttribute("aria-invalid", String(text !== "" && !isIndex));
    const referenced = other.input.value.trim();
    asking.ask({
      ...terms(inputs),
      ...(isIndex ? { idx: Number(text) } : referenced && { referenced }),
    });
  }
  const later = createDebounce(150, refresh);
  idx.input.addEventListener("input", later.start);
  other.input.addEventListener("input", later.start);
  return refresh;
}
