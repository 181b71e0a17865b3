/**
 * The page's first script: starts the engine's worker while style sheet, document and
 * the page's own module are still on their way. It is small, and waits for nothing.
 * (A page of one file starts its worker itself: see single-file.js.)
 */
import { startWorker } from "./engine/start-worker.js";

/** What the worker told before anybody listened. @type {Event[]} */
const missed = [];
let worker = BUILD.singleFile ? null : start();

/** @returns {Worker | null} */
function start() {
  try {
    const worker = startWorker(new URL(BUILD.worker, import.meta.url).href);
    for (const type of ["message", "messageerror", "error"]) worker.addEventListener(type, keep);
    return worker;
  } catch {
    return null; // the page tries again, and tells why it does not work
  }
}

/** @param {Event} event */
function keep(event) {
  missed.push(event);
}

/**
 * The worker, to whoever asks first; what it has told so far follows as soon as the
 * caller has had the time to listen.
 * @returns {Worker | null}
 */
export function takeWorker() {
  const taken = worker;
  worker = null;
  if (!taken) return null;
  for (const type of ["message", "messageerror", "error"]) taken.removeEventListener(type, keep);
  queueMicrotask(() => {
    for (const event of missed.splice(0)) taken.dispatchEvent(again(event));
  });
  return taken;
}

/** An event can be dispatched once only. @param {Event} event */
function again(event) {
  return event instanceof MessageEvent ? new MessageEvent(event.type, { data: event.data }) : new ErrorEvent(event.type);
}
