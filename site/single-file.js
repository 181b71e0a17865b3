/**
 * The page's side of a build that is one single file: starts the worker from its
 * source, and hands it the files that lie in the page as blocks of base64
 * (`buildtools/single_file.py` writes them; `engine/inside.js` decodes them).
 */
import { startSource } from "./engine/start-worker.js";

/** @param {string} source  The worker's, a script that is no module. @returns {Worker} */
export function startFromPage(source) {
  document.getElementById("cut-off")?.remove(); // the script has come
  const worker = startSource(source, "classic");
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data: name, ports: [answer] }) => {
    await parsed();
    answer?.postMessage(read(name));
  };
  /** @type {import("./engine/contract").ToWorker} */
  const files = { kind: "files", port: port2 };
  worker.postMessage(files, [port2]);
  return worker;
}

/** The blocks lie behind everything else, so the page works before they are there. @returns {Promise<void>} */
function parsed() {
  return new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", () => done(), { once: true });
  });
}

/** @param {string} name @returns {string | null}  Null for every file when the page is not all there. */
function read(name) {
  if (!document.getElementById("end-of-file")) return null;
  const blocks = [...document.querySelectorAll("script[data-file]")];
  return blocks.find((block) => block.getAttribute("data-file") === name)?.textContent ?? null;
}
