/** The elements of the tab “Size”. */
import { h } from "../../../shared/dom.js";

/** @param {number} usual  Requests per day. */
export function markup(usual) {
  const empty = h("p", { class: "hint panel-empty", id: "size-empty" });
  const total = h("p", { class: "size-total", id: "size-total" });
  const items = h("ul", { class: "size-items", id: "size-items", "aria-label": "Bytes by claim" });
  const limits = h("ul", { class: "size-items", id: "size-limits", "aria-label": "Limits" });
  const advice = h("ul", { class: "findings", id: "size-advice", "aria-label": "What to save" });
  const requests = h("input", {
    id: "size-requests",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 12,
    value: String(usual),
    "aria-describedby": "size-problem",
  });
  const problem = h("p", { class: "field-problem", id: "size-problem" });
  const ofToken = h("dd", { id: "size-of-token" });
  const ofSession = h("dd", { id: "size-of-session" });
  const adviceCard = section("What to save", "", advice);
  const body = h(
    "div",
    { class: "size", id: "size", hidden: true },
    total,
    section(
      "Bytes by claim",
      "As the token carries them: base64url writes 3 bytes as 4 characters. A character that holds " +
        "bits of two bytes counts for the first. The stronger part of a bar is the name.",
      items,
    ),
    adviceCard,
    section("Limits", "The token, with what must stand beside it there.", limits),
    section(
      "Per month",
      "",
      h("label", { class: "field", for: "size-requests" }, "Requests per day", requests),
      problem,
      h(
        "dl",
        { class: "size-month" },
        h("dt", {}, "This token"),
        ofToken,
        h("dt", {}, "An opaque session id"),
        ofSession,
      ),
      h(
        "p",
        { class: "hint" },
        "A month has 30 days. A session id is short, but each request with it asks a store; a token " +
          "needs none.",
      ),
    ),
  );
  return {
    empty,
    body,
    total,
    items,
    limits,
    advice,
    adviceCard,
    requests,
    problem,
    ofToken,
    ofSession,
  };
}

/** @param {string} title @param {string} about @param {...Node} content */
function section(title, about, ...content) {
  return h(
    "section",
    { class: "result" },
    h("div", { class: "card-head" }, h("h3", {}, title)),
    ...(about ? [h("p", { class: "hint size-about" }, about)] : []),
    ...content,
  );
}
