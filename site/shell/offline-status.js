/** Tells in the settings whether the page works offline, and whether a newer build is there. */
import { byId, setText } from "../shared/dom.js";

export function mountOfflineStatus() {
  const status = byId("offline-status", HTMLElement);
  if (BUILD.singleFile) setText(status, "This page is one file: it works offline.");
  else if (navigator.serviceWorker) follow(navigator.serviceWorker, status);
  else
    setText(
      status,
      "This page does not work offline: browsers allow that on HTTPS and localhost only.",
    );
}

/** @param {ServiceWorkerContainer} container @param {HTMLElement} status */
function follow(container, status) {
  // A service worker that takes over from another one is that of a newer build.
  const had = container.controller !== null;
  setText(status, had ? "Ready to work offline." : "The page is being kept for offline use …");
  container.addEventListener("controllerchange", () => {
    if (had)
      setText(
        status,
        "A new version is here: reload the page to use it. Copy what you want to keep first.",
      );
  });
  // Some visits (Shift and reload) bypass a service worker that is there.
  void container.ready.then(() => {
    if (!had) setText(status, "Ready to work offline.");
  });
}
