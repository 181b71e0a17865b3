/**
 * The tab “Disclosures”: what an SD-JWT discloses and what not, presenting a part of it, and issuing
 * one from drafts. For a status list token it is the tab “Status”.
 */
import style from "./disclosures.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { h } from "../../../shared/dom.js";
import { mountIssue } from "./issue.js";
import { mountShown } from "./shown.js";
import { mountStatus } from "./status.js";

adoptStyle(style);

/** @param {HTMLElement} panel @param {import("../../../shared/dom.js").App} app */
export function mount(panel, app) {
  const { store } = app;
  const shown = part("disclosures-shown");
  const issue = part("disclosures-issue");
  const status = part("disclosures-status");
  panel.append(shown, issue, status);
  const draws = [mountShown(shown, app), mountIssue(issue, app), mountStatus(status, app)];

  function refresh() {
    const state = store.get();
    const { inputs, report } = state;
    if (panel.hidden && inputs.token !== "") return;
    const isDraft = inputs.direction === "sign";
    const current = inputs.token === "" ? null : report;
    issue.hidden = !isDraft;
    shown.hidden = isDraft || !current?.sd_jwt;
    status.hidden = isDraft || !current?.payload_members.some(({ name }) => name === "status_list");
    for (const draw of draws) draw(state);
  }
  panel.addEventListener("shown", refresh);
  store.subscribe((state, previous) => {
    if (state.report !== previous?.report || state.inputs !== previous?.inputs) refresh();
  });
}

/** @param {string} id */
function part(id) {
  return h("div", { class: "disclosures", id });
}
