/** Says what came of Sign, so that nobody has to look for it. */
import { copy } from "../../shared/clipboard.js";
import { byId } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { gravestFirst } from "./findings.js";

/** @import { Finding } from "../../engine/contract" */
/** @typedef {import("../../shared/dom.js").App} App */

/**
 * @param {string} token
 * @param {App["showPart"]} showPart
 * @param {string} [done]  What was done.
 */
export function tellSigned(token, showPart, done = "Signed") {
  const show = () => {
    showPart("token");
    byId("token", HTMLElement).scrollIntoView({ block: "center" });
  };
  const copyIt = async () =>
    toast(
      (await copy(token))
        ? "Token copied."
        : "The browser did not allow copying. Select the token and copy it yourself.",
    );
  toast(`${done}. The new token is in place.`, [
    { label: "Copy token", run: copyIt },
    ...(isNarrow() ? [{ label: "Show token", run: show }] : []),
  ]);
}

/**
 * Brings the findings of a Sign into view, and reads out the first one.
 * @param {readonly Finding[]} findings
 * @param {Pick<App, "announce" | "showPart">} app
 */
export function tellRefused(findings, { announce, showPart }) {
  const [first] = gravestFirst(findings);
  if (!first) return;
  showPart("data");
  byId("sign-findings", HTMLElement).scrollIntoView({ block: "nearest" });
  announce(`Not signed. ${first.message}`);
}

/** Tells whether only one part of Inspect is shown at a time. */
function isNarrow() {
  return getComputedStyle(byId("parts", HTMLElement)).display !== "none";
}
