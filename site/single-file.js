/**
 * The page's side of a build that is one single file: starts the worker from its
 * source, and hands it the files that lie in the page as blocks of base64
 * (`buildtools/single_file.py` writes them; `engine/embedded-files.js` decodes them).
 *
 * The blocks lie behind everything else, so the page is at work before they have
 * all been read. A block is whole when another element has come behind it, and the
 * page is whole when it has its last element.
 */
import { startSource } from "./engine/start-worker.js";

/** @returns {Worker} */
export function startFromPage() {
  watchForTheEnd();
  // No module: Chromium refuses those to the workers of a page from a disk.
  const worker = startSource(document.getElementById("worker")?.textContent ?? "", "classic");
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data: name, ports: [answer] }) =>
    answer?.postMessage(await read(name));
  /** @type {import("./engine/contract").ToWorker} */
  const files = { kind: "files", port: port2 };
  worker.postMessage(files, [port2]);
  return worker;
}

/** The notice shows by itself after a while (styles/single-file.css): not even this script may come. */
async function watchForTheEnd() {
  const notice = document.getElementById("cut-off");
  if (notice === null) return; // this is not the first worker
  notice.remove();
  await parsed();
  if (document.getElementById("end-of-file")) return;
  notice.setAttribute("role", "alert");
  document.getElementById("page")?.prepend(notice);
}

/** @param {string} name @returns {Promise<string | null>}  Null where the page ends before the file does. */
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

/** When the browser has read further. @returns {Promise<void>} */
function moreRead() {
  return new Promise((done) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      done();
    });
    observer.observe(document.body, { childList: true });
  });
}
