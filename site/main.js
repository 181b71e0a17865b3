/**
 * The page's first script. It starts the engine's worker and the API while the style sheet and the
 * document are still being loaded, and then the page itself. It is small and does not know what the
 * page shows. It is no module, because modules wait for the whole document.
 */
import { cleanAddress, takeAddress } from "./links/address.js";
import { createApi } from "./api.js";
import { createEngineClient } from "./engine/client.js";
import { startWorker } from "./engine/start-worker.js";
import { isKeeping } from "./links/kept-mark.js";
import { isKept, keepOffline } from "./offline/register.js";
import { startFromPage } from "./single-file.js";
import { rememberClicks } from "./shell/early-clicks.js";
import { chosenTheme } from "./shell/theme-choice.js";
import { showLoadFailure, showStartFailure } from "./shell/start-failure.js";

// Before anything else, so that as little as possible writes the address to the disk.
const opened = takeAddress();
const clickAgain = rememberClicks();

/** The longest time that the page waits for the worker, in milliseconds. */
const LONGEST_WAIT = 300;

/** URL of this script; the other files lie beside it. Empty in a page of one file. */
const here = document.currentScript?.getAttribute("src") ?? "";
/** @param {string} name */
const beside = (name) => new URL(name, new URL(here, document.baseURI)).href;

const client = createEngineClient(
  BUILD.singleFile
    ? { workerUrl: "", createWorker: startFromPage }
    : { workerUrl: beside(BUILD.worker), createWorker: startWorker },
);
const api = createApi(client, BUILD.version, async () => (await standing)());
Object.assign(window, { jwtPlayground: api });
const theme = chosenTheme();
// At once, because a link is to be read before the page is drawn.
const carried =
  cleanAddress(opened) === null && !isKeeping()
    ? null
    : BUILD.singleFile
      ? import("./carried.js")
      : importCarried();
carried?.catch(() => {}); // it is looked at below
if (!BUILD.singleFile) keepOffline(api.ready, beside("../"));

// The worker needs this thread now and then to start, and the page would keep it busy.
const standing = Promise.all([Promise.race([firstMessage(), wait(LONGEST_WAIT)]), parsed()])
  .then(() => Promise.all([BUILD.singleFile ? import("./page.js") : importPage(), carried]))
  .then(start, (cause) => {
    clickAgain(); // nobody hears it, but the button no longer looks busy
    showLoadFailure(cleanAddress(opened) === null ? null : opened.href);
    throw cause;
  });

// A failure is reported as uncaught also when somebody waits for the page's state.
void standing.then(() => {});

/** @returns {Promise<typeof import("./page.js")>} */
function importPage() {
  return import(beside(BUILD.page));
}

/** @returns {Promise<typeof import("./carried.js")>} */
function importCarried() {
  return import(beside(BUILD.carried));
}

/**
 * Starts the page, and returns its state. Whatever goes wrong is said on it.
 * @param {[typeof import("./page.js"), typeof import("./carried.js") | null]} loaded
 */
async function start([{ startPage }, carried]) {
  try {
    return await startPage({ client, theme, answeredBy, opened, carried });
  } catch (cause) {
    showStartFailure(cleanAddress(opened) === null ? null : opened.href);
    throw cause;
  } finally {
    clickAgain();
  }
}

/** @returns {Promise<void>}  Resolves when the worker has sent its first message. */
function firstMessage() {
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
