/** Load status: a thin bar in real bytes while the engine comes, and what to do when it does not. */
import { byId, setText } from "./dom.js";

const MEGA = 1_000_000;

/** @param {import("../model").Store} store @param {() => void} restart */
export function mountLoad(store, restart) {
  const box = byId("load", HTMLElement);
  const text = byId("load-text", HTMLElement);
  const bar = byId("load-progress", HTMLProgressElement);
  const retry = byId("load-retry", HTMLButtonElement);
  retry.addEventListener("click", restart);

  store.subscribe(({ load }, previous) => {
    if (load === previous?.load) return;
    box.hidden = load.stage === "ready";
    box.dataset.stage = load.stage;
    retry.hidden = load.stage !== "failed";
    bar.hidden = load.stage === "failed";
    const known = load.total > 0;
    if (known) bar.value = Math.min(1, load.loaded / load.total);
    else bar.removeAttribute("value");
    const amount = known && load.stage !== "failed" ? ` ${(load.loaded / MEGA).toFixed(1)} of ${(load.total / MEGA).toFixed(1)} MB` : "";
    setText(text, load.message + amount);
  });
}
