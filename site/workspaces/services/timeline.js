/**
 * The timeline as SVG: the issuer's keys, the tokens of each client as bars, and a lane for each
 * service with its verifications as marks.
 */
import { shown } from "../../shared/foreign-text.js";
import { plural } from "../../shared/dom.js";
import { svg } from "./svg.js";
import { outcomeOf, REASONS, timeText } from "./words.js";

/** @typedef {import("../../engine/contract").SimulationRun} Run */

const PAD = 8;
const LABEL = 20;
const ROW = 14;
const GAP = 8;
const AXIS = 24;
/** The longest name that a lane shows, in characters; the rest is in its title. */
const LONGEST = 28;

/**
 * @param {Run} run
 * @param {number} width  In pixels.
 * @param {(verification: number) => void} choose  Called when a mark is pressed.
 * @returns {{ element: SVGElement, setTime: (time: number) => void }}
 */
export function drawTimeline(run, width, choose) {
  const x = (/** @type {number} */ time) =>
    Math.round((PAD + (time / run.duration) * (width - 2 * PAD)) * 10) / 10;
  const end = (/** @type {number | null} */ time) => x(Math.min(time ?? Infinity, run.duration));
  /** @type {SVGElement[]} */
  const drawn = [];
  /** They stay readable where the time has not come yet. @type {SVGElement[]} */
  const labels = [];
  let y = 0;

  lane("Issuer: its keys", run.keys.length);
  for (const { kid, published, signs_from, signs_until, withdrawn } of run.keys) {
    if (published <= run.duration) {
      bar("key-published", published, withdrawn, y + 5, 4);
      if (signs_from <= run.duration)
        bar("key-signs", signs_from, signs_until, y + 1, 12, shown(kid));
    }
    y += ROW;
  }
  y += GAP;
  for (const [index, client] of run.clients.entries()) {
    lane(`Tokens of ${short(client.name)}`, 1);
    for (const token of run.tokens.filter(({ client: owner }) => owner === index)) {
      const kind = token.key === null ? "token-forged" : `token-${client.kind}`;
      const lives = `${timeText(token.issued)} to ${timeText(token.expires)}`;
      bar(`token ${kind}`, token.issued, token.expires, y + 2, 10, `Token from ${lives}`);
    }
    if (client.logout !== null) {
      const at = x(client.logout);
      drawn.push(svg("path", { class: "logout", d: `M${at} ${y - 3}v${ROW + 6}` }));
      drawn.push(text(at, y - 5, "logout", at > width / 2 ? "end" : "start"));
    }
    y += ROW + GAP;
  }
  for (const [index, service] of run.services.entries()) {
    const { name, accepted, refused } = service;
    lane(`${short(name)}: ${accepted} accepted, ${refused} refused`, run.clients.length);
    for (const { at, service: where, keys } of run.fetches) {
      const kind = keys === null ? "fetch failed" : "fetch";
      const d = `M${x(at)} ${y}v${run.clients.length * ROW}`;
      if (where === index) drawn.push(svg("path", { class: kind, d }));
    }
    for (const [number, one] of run.verifications.entries())
      if (one.service === index) drawn.push(mark(number, x(one.at), y + one.client * ROW + 7));
    y += run.clients.length * ROW + GAP;
  }

  const height = y + AXIS;
  if (run.outage) {
    const [from, until] = run.outage.map(x);
    const place = { x: from ?? 0, y: 0, width: (until ?? 0) - (from ?? 0), height: y };
    drawn.unshift(svg("rect", { class: "outage", ...place }));
  }
  const steps = width < 500 ? 2 : 4;
  for (let step = 0; step <= steps; step += 1) {
    const time = Math.round((run.duration * step) / steps);
    const anchor = step === 0 ? "start" : step === steps ? "end" : "middle";
    drawn.push(svg("path", { class: "tick", d: `M${x(time)} ${y}v5` }));
    drawn.push(text(x(time), y + 18, timeText(time), anchor));
  }
  const veil = svg("rect", { class: "veil", y: 0, height: y });
  const cursor = svg("path", { class: "cursor" });
  const element = svg(
    "svg",
    {
      class: "timeline",
      role: "img",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "aria-label": summary(run),
    },
    ...drawn,
    veil,
    ...labels,
    cursor,
  );
  return {
    element,
    setTime(time) {
      const at = x(time);
      veil.setAttribute("x", String(at));
      veil.setAttribute("width", String(Math.max(0, width - at)));
      cursor.setAttribute("d", `M${at} 0V${y}`);
    },
  };

  /** @param {string} label @param {number} rows */
  function lane(label, rows) {
    labels.push(text(PAD, y + 14, label, "start", "lane-label"));
    y += LABEL;
    const place = { x: 0, y, width, height: rows * ROW, rx: 3 };
    drawn.push(svg("rect", { class: "lane", ...place }));
  }

  /**
   * @param {string} kind
   * @param {number} from
   * @param {number | null} until
   * @param {number} top
   * @param {number} size
   * @param {string} [title]
   */
  function bar(kind, from, until, top, size, title = "") {
    const place = { x: x(from), y: top, width: Math.max(1, end(until) - x(from)), height: size };
    const children = title === "" ? [] : [svg("title", {}, title)];
    drawn.push(svg("rect", { class: kind, rx: 2, ...place }, ...children));
  }

  /** @param {number} number @param {number} left @param {number} top */
  function mark(number, left, top) {
    const one = /** @type {import("../../engine/contract").SimulatedVerification} */ (
      run.verifications[number]
    );
    const kind = outcomeOf(one);
    const shape =
      kind === "good"
        ? svg("circle", { cx: left, cy: top, r: 4 })
        : svg("path", {
            d:
              kind === "bad"
                ? `M${left - 4} ${top - 4}l8 8m0 -8l-8 8`
                : `M${left} ${top - 5}l5 9h-10z`,
          });
    const who = run.clients[one.client]?.name ?? "";
    const title = svg("title", {}, `${timeText(one.at)}, ${shown(who)}: ${REASONS[one.reason]}`);
    const wide = svg("rect", {
      class: "mark-area",
      x: left - 6,
      y: top - 7,
      width: 12,
      height: ROW,
    });
    const group = svg("g", { class: `mark ${kind}`, "data-mark": number }, title, wide, shape);
    group.addEventListener("click", () => choose(number));
    return group;
  }
}

/** @param {string} name */
function short(name) {
  return shown(name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {string} anchor
 * @param {string} [kind]
 */
function text(x, y, words, anchor, kind = "note") {
  return svg("text", { class: kind, x, y, "text-anchor": anchor }, words);
}

/** @param {Run} run */
function summary(run) {
  const refused = run.verifications.filter(({ accepted }) => !accepted).length;
  const all = run.verifications.length;
  return (
    `Timeline of ${plural(run.services.length, "service")}: ${all - refused} of ` +
    `${plural(all, "request")} accepted, ${refused} refused.`
  );
}
