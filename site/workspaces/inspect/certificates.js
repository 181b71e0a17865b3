/** A chain of X.509 certificates, leaf first: what they contain, and who signed whom. */
import { h } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { day, relative, stamp, utc } from "../../shared/time-format.js";

/** @typedef {import("../../engine/contract").Certificate} Certificate */
/**
 * @typedef {{ element: HTMLElement, text: (now: number) => string }} Counter
 *   A text that changes with the time. `now` is in seconds since the epoch.
 */

/** @type {Record<Certificate["signed_by"], { sign: string, text: string }>} */
const SIGNERS = {
  itself: { sign: "✓", text: "Signed by itself: whether to trust it is for you to know." },
  "the next": { sign: "✓", text: "Signed by the next one; its signature matches." },
  "not the next": { sign: "✕", text: "Not signed by the next one." },
  unknown: { sign: "–", text: "Its issuer is not here, so its signature was not checked." },
};

/**
 * @param {readonly Certificate[]} certificates
 * @param {Counter[]} counters  The texts that change with the time are added to it.
 * @returns {HTMLOListElement}
 */
export function certificateChain(certificates, counters) {
  return h(
    "ol",
    { class: "chain" },
    ...certificates.map((certificate, index) => {
      const { sign, text } = SIGNERS[certificate.signed_by];
      return h(
        "li",
        { "data-signed-by": certificate.signed_by },
        h(
          "p",
          { class: "subject" },
          h("strong", {}, certificate.subject ? foreign(certificate.subject) : "No subject"),
          h("span", { class: "hint" }, index === 0 ? " the signer’s own" : ""),
        ),
        h("p", {}, ...sentence(certificate.key)),
        ...(certificate.issuer === certificate.subject
          ? []
          : [
              h(
                "p",
                { class: "hint" },
                "Issued by ",
                certificate.issuer ? foreign(certificate.issuer) : "nobody named",
              ),
            ]),
        h(
          "p",
          { class: "signer" },
          h("span", { class: "sign", "aria-hidden": "true" }, `${sign} `),
          text,
        ),
        validity(certificate, counters),
        h(
          "dl",
          { class: "facts" },
          row("x5t#S256", certificate.x5t_s256),
          row("Serial", certificate.serial),
        ),
      );
    }),
  );
}

/** @param {Certificate} certificate @param {Counter[]} counters */
function validity({ not_before: from, not_after: until }, counters) {
  const state = h("span", { class: "state" });
  if (from === null || until === null) {
    state.textContent = "No dates";
    return h("p", { class: "validity" }, state);
  }
  counters.push({
    element: state,
    text: (now) => {
      const good = from <= now && now <= until;
      state.dataset.state = good ? "good" : "bad";
      return now < from
        ? `Not valid yet, starts ${relative(from, now)}`
        : good
          ? `Expires ${relative(until, now)}`
          : `Expired ${relative(until, now)}`;
    },
  });
  return h(
    "p",
    { class: "validity" },
    state,
    " ",
    h("span", { class: "hint" }, date(from), " to ", date(until)),
  );
}

/** @param {number} seconds */
function date(seconds) {
  return h(
    "time",
    { datetime: utc(seconds) ?? "", title: `${stamp(seconds)} (${utc(seconds)})` },
    day(seconds) ?? String(seconds),
  );
}

/** @param {string} name @param {string} value */
function row(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, h("code", {}, value)));
}
