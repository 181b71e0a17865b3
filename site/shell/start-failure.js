/**
 * What the page says when it cannot be loaded or started. A link may be the reason, so the page
 * offers to start without it. The first script uses this, and it needs no other view.
 */
import { copy } from "../shared/clipboard.js";

const NOT_WHOLE =
  "The page could not be loaded whole. Check the connection and reload it; if it stays, some of " +
  "this site's files are missing on the server.";

/**
 * The page's files are not all there.
 * @param {string | null} link  The address that was opened; null when it carried nothing.
 */
export function showLoadFailure(link) {
  if (link === null) return show(NOT_WHOLE);
  show(`${NOT_WHOLE} The link has been taken out of the address; these buttons still have it.`, [
    button("Reload with the link", () => {
      history.replaceState(null, "", link);
      location.reload();
    }),
    copyButton(link),
  ]);
}

/**
 * The page's own code has failed.
 * @param {string | null} link  The address that was opened; null when it carried nothing.
 */
export function showStartFailure(link) {
  if (link === null) {
    show("The page could not be started. This is a fault of the page; reload it to try again.", [
      button("Reload", () => location.reload()),
    ]);
    return;
  }
  show(
    "The page could not be started with this link. This is a fault of the page, or the link was " +
      "made to do harm. The link has been taken out of the address; you can still copy it.",
    [
      // What the link carried is no longer in the address.
      button("Start without the link", () => location.reload()),
      copyButton(link),
    ],
  );
}

/** @param {string} message @param {HTMLButtonElement[]} [buttons] */
function show(message, buttons = []) {
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.severity = "error";
  const text = document.createElement("div");
  text.textContent = message;
  notice.append(text, ...buttons);
  document.getElementById("error")?.replaceChildren(notice);
  document.getElementById("load")?.setAttribute("hidden", "");
}

/** @param {string} link */
function copyButton(link) {
  const copying = button("Copy the link", async () => {
    copying.textContent = (await copy(link)) ? "Copied" : "The browser did not allow copying";
  });
  return copying;
}

/** @param {string} label @param {() => void} press */
function button(label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}
