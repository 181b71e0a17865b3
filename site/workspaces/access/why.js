/** Why a request is allowed or denied: the rule and its line, what was read, the way over roles. */
import { byId, h, redrawn, setText } from "../../shared/dom.js";
import { foreign, sentence } from "../../shared/foreign.js";
import { drawGraph } from "./graph-svg.js";
import { roleGraph } from "./graph.js";
import { pathText } from "./paths.js";
import { wordOf } from "./words.js";

/** @import { Authorized, Decision, Grant } from "../../engine/contract" */
/**
 * @typedef {object} Chosen
 * @property {Authorized} result
 * @property {Decision} decision
 * @property {string} policy
 * @property {number} row
 * @property {number} column
 */

const EMPTY = "Press a decision in the table: here stands what decided it.";
/** What was read, by whose it is. @type {Record<string, string>} */
const OF = { token: "token", grants: "grants", context: "context", request: "request" };

/** @param {(line: number) => void} onLine  Shows a line of the policy. */
export function mountWhy(onLine) {
  const title = byId("access-why-title", HTMLElement);
  const graph = byId("access-graph", HTMLElement);
  const drawReason = redrawn(
    byId("access-reason", HTMLElement),
    (/** @type {{ result: Authorized, decision: Decision } | null} */ chosen) =>
      chosen === null
        ? [h("p", { class: "hint access-about" }, EMPTY)]
        : reason(chosen.result, chosen.decision, onLine),
  );
  const drawWay = redrawn(graph, (/** @type {Chosen | null} */ chosen) => {
    if (chosen === null) return [];
    const made = roleGraph(chosen.result, chosen.decision, chosen.policy);
    if (made.nodes.length === 0) return [];
    const more =
      made.more > 0 ? [h("p", { class: "hint" }, `${made.more} more are not drawn.`)] : [];
    return [drawGraph(made, summaryOf(chosen.decision)), ...more];
  });

  /** @param {Chosen | null} chosen */
  return (chosen) => {
    setText(
      title,
      chosen === null
        ? "Why"
        : `Why: request ${chosen.row + 1}, token ${chosen.column + 1}: ${wordOf(chosen.decision).toLowerCase()}`,
    );
    drawReason(chosen && { result: chosen.result, decision: chosen.decision });
    const isDecided = chosen !== null && chosen.result.unreached !== null;
    drawWay(isDecided ? chosen : null);
    graph.hidden = graph.childElementCount === 0;
  };
}

/**
 * Tells whether the matcher read a grant for a decision.
 * @param {Decision} decision
 * @returns {(grant: Grant) => boolean}
 */
export function readBy({ reads }) {
  const kinds = new Set(reads.filter(({ of }) => of === "grants").map(({ path }) => path[0]));
  const claims = new Set(
    reads.filter(({ of }) => of === "token").map(({ path }) => JSON.stringify(path)),
  );
  return ({ kind, path }) => kinds.has(`${kind}s`) || claims.has(JSON.stringify(path));
}

/**
 * @param {Authorized} result
 * @param {Decision} decision
 * @param {(line: number) => void} onLine
 * @returns {Node[]}
 */
function reason(result, decision, onLine) {
  const { allowed, rule, roles, reads, matched } = decision;
  const isRead = readBy(decision);
  const facts = [
    ...(rule ? [fact("Rule", lineButton(rule.line, onLine), " ", code(rule.text))] : []),
    ...(matched.length > 1 ? [fact("Matched", `lines ${matched.join(", ")}`)] : []),
    ...roles.map((way) =>
      fact(
        "Role",
        ...way.names.flatMap((name, index) => [index > 0 ? " → " : "", foreign(name)]),
        way.tenant === null ? "" : " in ",
        way.tenant === null ? "" : foreign(way.tenant),
        ...way.lines.flatMap((line) => [" ", lineButton(line, onLine)]),
      ),
    ),
    ...reads.map(({ of, path, value }) =>
      fact(`Read of the ${OF[of] ?? of}`, code(pathText(path)), " = ", code(JSON.stringify(value))),
    ),
    ...result.grants
      .filter((grant) => isRead(grant) && rule?.values.includes(grant.value))
      .map((grant) =>
        fact("Grant", foreign(grant.value), `, a ${grant.kind} from `, code(pathText(grant.path))),
      ),
  ];
  return [
    h(
      "p",
      { class: "access-decided", "data-allowed": String(allowed), "data-code": decision.code },
      ...sentence(decision.reason),
      decision.subject_is_of_token ? " The request names no subject, so it is the token’s." : "",
    ),
    h("dl", { class: "access-facts" }, ...facts.flat()),
  ];
}

/** @param {string} name @param {...(Node | string)} content */
function fact(name, ...content) {
  return [h("dt", {}, name), h("dd", {}, ...content)];
}

/** @param {string} text */
function code(text) {
  return h("code", {}, foreign(text));
}

/** @param {number} line @param {(line: number) => void} onLine */
function lineButton(line, onLine) {
  return h("button", { type: "button", class: "chip", click: () => onLine(line) }, `line ${line}`);
}

/** @param {Decision} decision */
function summaryOf({ allowed, rule, roles }) {
  const ways = roles.map(({ names }) => names.join(" to "));
  const end = rule === null ? "no rule" : `line ${rule.line}`;
  return `From the token${ways.length > 0 ? ` over ${ways.join(", and ")}` : ""} to ${end}, which ${
    allowed ? "allows" : "does not allow"
  } it`;
}
