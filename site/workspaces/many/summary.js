/** What became of the tokens, in one sentence. Pure. */
import { plural } from "../../shared/dom.js";
import { MOST } from "../../shared/find-tokens.js";
import { KINDS } from "./words.js";

/**
 * @param {object} given
 * @param {boolean} given.isEmpty  There is no text.
 * @param {boolean} given.stale
 * @param {import("../../shared/find-tokens.js").Finds} given.found
 * @param {Pick<import("./judge-tokens.js").Progress, "done" | "running" | "error">} given.progress
 * @param {Record<string, number>} given.counts  The number of tokens per kind.
 */
export function summaryOf({ isEmpty, stale, found, progress, counts }) {
  const { done, running, error } = progress;
  const total = found.tokens.length;
  const number = (/** @type {number} */ of) => of.toLocaleString("en");
  if (isEmpty) return "";
  if (stale && total === 0) return "Looking for tokens …";
  if (total === 0)
    return (
      "There is no token in this text. " +
      "Tokens in compact serialization begin with “ey” and have dots."
    );
  if (running) return `Judged ${number(done)} of ${number(total)} …`;
  const many = found.total > total ? `, ${plural(found.total, "occurrence")}` : "";
  const limit = found.complete ? "" : ` Only the first ${number(MOST)} are listed.`;
  if (error)
    return (
      `${error.message} ${number(done)} of ${plural(total, "token")} were judged; ` +
      "your text is as it was."
    );
  if (done < total) return `Cancelled: ${number(done)} of ${plural(total, "token")} judged.`;
  const judged = Object.entries(KINDS)
    .map(([kind, { counted }]) => ({ counted, count: counts[kind] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ counted, count }) => `${number(count)} ${counted}`);
  return `${plural(total, "different token")}${many}: ${judged.join(", ")}.${limit}`;
}
