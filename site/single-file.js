/**
 * The page's side of a build that is one single file. It starts the worker from its source, and
 * gives it the files that lie in the page as blocks of base64. (`buildtools/single_file.py` writes
 * the blocks, `engine/embedded-files.js` decodes them.)
 *
 * The blocks come last in the page, so the page works before the browser has read all of them. A
 * block is complete when another element follows it. The page is complete when its last element is
 * there.
 */
import { startSource } from "./engine/start-worker.js";

/** @returns {Worker} */
export function startFromPage() {
  watchForTheEnd();
  // No module, because Chromium does not start module workers in a page from a disk.
  const worker = startSource(document.getElementById("worker")?.textContent ?? "", "classic");
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data: name, ports: [answer] }) =>
    answer?.postMessage(await read(name));
  /** @type {import("./engine/contract").ToWorker} */
  const files = { kind: "files", port: port2 };
  worker.postMessage(files, [port2]);
  return worker;
}

/**
 * Shows a notice when the page is cut off. The style sheet shows the notice after a while as well
 * (styles/single-file.css), because even this script may be missing.
 */
async function watchForTheEnd() {
  const notice = document.getElementById("cut-off");
  if (notice === null) return; // not the first worker: the notice has been handled
  notice.remove();
  await parsed();
  if (document.getElementById("end-of-file")) return;
  notice.setAttribute("role", "alert");
  document.getElementById("page")?.prepend(notice);
}

/**
 * Returns the block of a file.
 * @param {string} name  As it stands in the element's attribute `data-file`.
 * @returns {Promise<string | null>}  Base64; null when the page ends before the file does.
 */
async function read(name) {
  for (;;) {
    const blocks = [...document.querySelectorAll("script[data-file]")];
    const block = blocks.find((each) => each.getAttribute("data-file") === name);
    if (block?.nextElementSibling) return block.textContent;
    if (document.readyState !== "loading") return null;
    await Promise.race([parsed(), moreRead()]);
  }
}

/** @returns {Promise<void>} */
function parsed() {
  return new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", () => done(), { once: true });
  });
}

/** Resolves when the browser has read more of the page. @returns {Promise<void>} */
function moreRead() {
  return new Promise((done) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      done();
    });
    observer.observe(document.body, { childList: true });
  });
}
