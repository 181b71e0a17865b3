/**
 * The page's first script. It starts the engine's worker and the API while style sheet
 * and document are still on their way, and then the page itself. It is small, knows
 * nothing of what the page shows, and is no module: those wait for the document.
 */
import { createApi } from "./api.js";
import { createEngineClient } from "./engine/client.js";
import { startWorker } from "./engine/start-worker.js";
import { isKept, keepOffline } from "./offline/register.js";
import { startFromPage } from "./single-file.js";
import { chosenTheme } from "./theme-choice.js";

/** Milliseconds that the page waits for the worker at most. */
const PATIENCE = 300;

/** Where this script is; the other files lie beside it. (A page of one file has none.) */
const here = document.currentScript?.getAttribute("src") ?? "";
/** @param {string} name */
const beside = (name) => new URL(name, new URL(here, document.baseURI)).href;

const client = createEngineClient(
  BUILD.singleFile
    ? { workerUrl: "", createWorker: startFromPage }
    : { workerUrl: beside(BUILD.worker), createWorker: startWorker },
);
const api = createApi(client, BUILD.version);
Object.assign(window, { jwtPlayground: api });
const theme = chosenTheme();
if (!BUILD.singleFile) keepOffline(api.ready, beside("../"));

// The worker's own start needs this thread now and then, and the page keeps it busy.
void Promise.all([Promise.race([signOfLife(), wait(PATIENCE)]), parsed()])
  .then(() => (BUILD.singleFile ? import("./page.js") : importPage()))
  .then(({ startPage }) => startPage({ client, theme, answeredBy }), tellOf);

/** @returns {Promise<typeof import("./page.js")>} */
function importPage() {
  return import(beside(BUILD.page));
}

/** The page has not come. @param {unknown} cause */
function tellOf(cause) {
  const text = document.createElement("p");
  text.className = "notice";
  text.dataset.severity = "error";
  text.textContent =
    "The page could not be loaded whole. Check the connection and reload it; if it stays, some of this site's files are missing on the server.";
  document.getElementById("error")?.replaceChildren(text);
  throw cause;
}

/** @returns {Promise<void>}  When the worker has told anything. */
function signOfLife() {
  const first = client.status.get();
  return new Promise((resolve) =>
    client.status.subscribe((status) => status !== first && resolve()),
  );
}

/** @param {number} milliseconds @returns {Promise<void>} */
function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @returns {Promise<void>} */
async function parsed() {
  if (document.readyState !== "loading") return;
  await new Promise((resolve) =>
    document.addEventListener("DOMContentLoaded", resolve, { once: true }),
  );
}

function answeredBy() {
  if (location.protocol === "file:") return "file";
  return !BUILD.singleFile && isKept() ? "copy" : "server";
}
