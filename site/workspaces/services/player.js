/**
 * Moves through the time of a run: play, step, scrub. Who prefers less motion gets a step at a
 * time instead of a moving line.
 */
import { setText } from "../../shared/dom.js";
import { momentAt } from "./moments.js";
import { timeText } from "./words.js";

/** @typedef {import("./moments.js").Moment} Moment */

/** How long a run is played, in milliseconds. */
const WHOLE = 15_000;
/** How long each moment stays for those who prefer less motion, in milliseconds. */
const STILL = 700;

/**
 * @param {object} parts
 * @param {HTMLButtonElement} parts.play
 * @param {HTMLButtonElement} parts.back
 * @param {HTMLButtonElement} parts.next
 * @param {HTMLInputElement} parts.scrub
 * @param {HTMLElement} parts.time
 * @param {(time: number, moment: Moment | null) => void} onTime
 */
export function createPlayer({ play, back, next, scrub, time: shownTime }, onTime) {
  /** @type {Moment[]} */
  let moments = [];
  let duration = 1;
  let time = 0;
  let playing = false;
  let last = 0;

  /** @param {number} to */
  function set(to) {
    time = Math.min(duration, Math.max(0, to));
    const place = momentAt(moments, time);
    scrub.value = String(Math.round(time));
    const words = timeText(Math.round(time));
    scrub.setAttribute("aria-valuetext", words);
    setText(shownTime, words);
    back.disabled = time <= (moments[0]?.at ?? 0);
    next.disabled = time >= (moments.at(-1)?.at ?? 0);
    onTime(time, moments[place] ?? null);
  }

  /** @param {boolean} on */
  function run(on) {
    playing = on;
    setText(play, on ? "Pause" : "Play");
  }

  function stop() {
    run(false);
  }

  /** @param {1 | -1} by */
  function step(by) {
    const place = momentAt(moments, time);
    const here = moments[place];
    // Between two moments, a step back goes to the one that was just passed.
    const to = by === -1 && here && here.at < time ? here : moments[place + by];
    if (to) set(to.at);
  }

  /** @param {number} now */
  function frame(now) {
    if (!playing) return;
    const passed = now - last;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      last = now;
      set(time + (passed / WHOLE) * duration);
    } else if (passed >= STILL) {
      last = now;
      step(1);
    }
    if (time >= duration || next.disabled) {
      set(duration);
      return stop();
    }
    requestAnimationFrame(frame);
  }

  play.addEventListener("click", () => {
    if (playing) return stop();
    if (time >= (moments.at(-1)?.at ?? 0)) set(0);
    run(true);
    last = performance.now();
    requestAnimationFrame(frame);
  });
  back.addEventListener("click", () => {
    stop();
    step(-1);
  });
  next.addEventListener("click", () => {
    stop();
    step(1);
  });
  scrub.addEventListener("input", () => {
    stop();
    set(Number(scrub.value));
  });

  return {
    stop,
    set(/** @type {number} */ to) {
      stop();
      set(to);
    },
    /** Shows another run, from its end. @param {Moment[]} given @param {number} length */
    load(given, length) {
      stop();
      moments = given;
      duration = length;
      scrub.max = String(length);
      set(length);
    },
  };
}
