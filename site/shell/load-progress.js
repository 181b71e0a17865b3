/**
 * The progress bar: a thin bar and the real number of bytes while the engine is loading. The texts
 * come from engine/progress-texts.js. What the page says when loading fails is in
 * notices-and-errors.js.
 */
import { byId, setText } from "../shared/dom.js";

const MEGA = 1_000_000;

/** @param {import("../state/model").Store} store */
export function mountLoadProgress(store) {
  const box = byId("load", HTMLElement);
  const text = byId("load-text", HTMLElement);
  const bar = byId("load-progress", HTMLProgressElement);

  store.subscribe(({ load }, previous) => {
    if (load === previous?.load) return;
    // `extra`: a package that a request needs.
    const { message, loaded, total } = load.extra ?? load;
    box.hidden = (load.stage === "ready" && !load.extra) || load.stage === "failed";
    box.dataset.stage = load.stage;
    const known = total > 0;
    if (known) bar.value = Math.min(1, loaded / total);
    else bar.removeAttribute("value");
    const amount =
      known && load.stage !== "failed"
        ? ` ${(loaded / MEGA).toFixed(1)} of ${(total / MEGA).toFixed(1)} MB`
        : "";
    setText(text, message + amount);
  });
}
