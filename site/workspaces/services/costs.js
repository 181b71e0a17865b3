/** What the run costs with tokens, and what the same traffic costs with sessions. */
import { count, h } from "../../shared/dom.js";
import { sentence } from "../../shared/foreign.js";
import { named } from "./happenings.js";
import { REASONS, SIDES, timeText } from "./words.js";

/** @typedef {import("../../engine/contract").SimulationRun} Run */

/** @param {Run} run */
export function costTable({ tokens_cost: tokens, sessions_cost: sessions }) {
  const each = (/** @type {number} */ bytes, /** @type {number} */ requests) =>
    requests === 0 ? "–" : count(Math.round(bytes / requests));
  /** @type {[string, string | number, string | number][]} */
  const rows = [
    ["Requests", tokens.requests, sessions.requests],
    ["Verifications", tokens.verifications, "–"],
    ["Tokens that the issuer signed", tokens.signatures, "–"],
    [
      "Bytes of a request",
      each(tokens.request_bytes, tokens.verifications),
      each(sessions.request_bytes, sessions.requests),
    ],
    ["Bytes of all requests", tokens.request_bytes, sessions.request_bytes],
    ["Key sets fetched", tokens.fetches, "–"],
    ["Bytes of these key sets", tokens.fetched_bytes, "–"],
    ["Look-ups in a store", tokens.look_ups, sessions.look_ups],
    ["Entries that all services share", tokens.shared_state, sessions.shared_state],
    ["Accepted after the logout", tokens.after_logout, sessions.after_logout],
    ["Failed in the outage", tokens.failed_in_outage, sessions.failed_in_outage],
  ];
  const cell = (/** @type {string | number} */ value) =>
    h("td", {}, typeof value === "number" ? count(value) : value);
  return h(
    "table",
    { class: "costs" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td", {}),
        ...["Tokens", "Sessions"].map((name) => h("th", { scope: "col" }, name)),
      ),
    ),
    h(
      "tbody",
      {},
      ...rows.map(([name, one, other]) =>
        h("tr", {}, h("th", { scope: "row" }, name), cell(one), cell(other)),
      ),
    ),
  );
}

/** What follows from the numbers. @param {Run} run */
export function told(run) {
  return run.told.map(({ side, message }) =>
    h("li", { "data-side": side }, h("strong", {}, `${SIDES[side]}.`), " ", ...sentence(message)),
  );
}

/** Who refused whom, and for how long. @param {Run} run */
export function refusals(run) {
  return run.refusals.map(({ service, client, reason, from, until, requests }) => {
    const who = run.services[service]?.name ?? "";
    const whom = run.clients[client]?.name ?? "";
    const end = until === null ? "to the end" : `to ${timeText(until)}`;
    const why = REASONS[reason].replace(/^refused(: )?/, "") || "other reasons";
    return h(
      "li",
      {},
      ...named([
        "",
        who,
        " refuses ",
        whom,
        ` from ${timeText(from)} ${end}: ${why} (${requests} ×)`,
      ]),
    );
  });
}
