/**
 * Lets the engine load its packages when the page is idle. Until then, `auto` answers with what
 * needs no download. On a metered or slow line they are loaded only when a request needs them.
 */
import { createDebounce } from "../shared/debounce.js";

/** @import { EngineClient } from "../engine/client.js" */
/** @import { Store } from "../state/model" */

/** For so many milliseconds nobody has touched the page when it counts as idle. */
const QUIET = 5_000;

/**
 * How the page finds out when it is idle.
 * @typedef {object} Idleness
 * @property {() => void} wait  Waits for the page to be idle, or waits anew.
 * @property {() => void} stop  No longer waits.
 */

/**
 * What a browser may tell about its line.
 * @typedef {{ saveData?: boolean, effectiveType?: string, type?: string }} Line
 */

/**
 * @param {object} parts
 * @param {Pick<EngineClient, "status" | "preload">} parts.client
 * @param {Store} parts.store
 * @param {boolean} parts.hasPackages  Whether this build has packages to load.
 * @param {(onIdle: () => void) => Idleness} [parts.watch]
 * @param {() => Line | undefined} [parts.line]
 */
export function loadWhenIdle({ client, store, hasPackages, watch = watchPage, line = ownLine }) {
  if (!hasPackages) return;
  let isReady = false;
  // A load that failed is not tried again here. A request that needs the packages does that.
  let mayLoad = true;

  const idleness = watch(() => {
    // After an error the engine is left alone until the user changes something.
    if (!isReady || !mayLoad || store.get().error !== null) return;
    if (isCostly(line())) return;
    mayLoad = false;
    idleness.stop();
    client.preload();
  });
  client.status.subscribe(({ stage, hasPackages: areLoaded }) => {
    const wasReady = isReady;
    isReady = stage === "ready" && !areLoaded;
    if (areLoaded) mayLoad = true; // a fresh engine may load them again
    if (isReady && !wasReady) idleness.wait();
    else if (!isReady) idleness.stop();
  });
}

/** Tells whether a download costs money, or much time. @param {Line | undefined} line */
export function isCostly(line) {
  if (line === undefined) return false; // most browsers tell nothing
  const { saveData = false, effectiveType = "", type = "" } = line;
  return saveData || type === "cellular" || ["slow-2g", "2g", "3g"].includes(effectiveType);
}

/** @returns {Line | undefined} */
function ownLine() {
  // A page of one file has its packages inside.
  return BUILD.singleFile ? undefined : /** @type {{ connection?: Line }} */ (navigator).connection;
}

/**
 * Calls a function when nobody has touched the page for a while, somebody sees it, and the browser
 * has nothing else to do. Whatever happens on the page makes it wait anew.
 * @param {() => void} onIdle
 * @returns {Idleness}
 */
function watchPage(onIdle) {
  let waits = false;
  const quiet = createDebounce(QUIET, () => {
    if (document.visibilityState !== "visible") return; // its `visibilitychange` comes
    if ("requestIdleCallback" in window) requestIdleCallback(() => waits && onIdle());
    else onIdle(); // Safari
  });
  const again = () => waits && quiet.start();
  for (const event of ["keydown", "pointerdown", "input", "visibilitychange"])
    document.addEventListener(event, again, { capture: true, passive: true });
  return {
    wait() {
      waits = true;
      quiet.start();
    },
    stop() {
      waits = false;
      quiet.stop();
    },
  };
}
