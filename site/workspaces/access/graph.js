/**
 * Where the nodes of the role graph stand: the token, its grants, the roles above them, and the
 * rules. Pure.
 */
import { policyLines } from "./policy-lines.js";

/** @import { Authorized, Decision } from "../../engine/contract" */

/**
 * @typedef {object} GraphNode
 * @property {string} id
 * @property {string} text
 * @property {"token" | "name" | "rule"} kind
 * @property {number} column
 * @property {number} row
 * @property {boolean} lit  It is on the way from the token to the decision.
 * @property {number | null} line  Of a rule.
 */
/** @typedef {{ from: string, to: string, lit: boolean }} GraphEdge */
/** @typedef {{ nodes: GraphNode[], edges: GraphEdge[], more: number }} Graph */

/** The most nodes that are drawn; those on the way come first. */
const MOST = 36;
const TOKEN = "token";

/**
 * @param {Authorized} result
 * @param {Decision} decision
 * @param {string} policy
 * @returns {Graph}  Without nodes where nothing leads from the token to a rule.
 */
export function roleGraph(result, decision, policy) {
  const lines = policyLines(policy);
  const links = lines.filter(({ key }) => key.startsWith("g"));
  const rules = lines.filter(({ key }) => key.startsWith("p"));
  const linked = new Set(links.flatMap(({ values }) => values.slice(0, 2)));
  const inRules = new Set(rules.flatMap(({ values }) => values));
  const ways = decision.roles.map(({ names }) => names);
  const sources = [
    ...new Set([...ways.flatMap(([name]) => name ?? []), ...grantsOf(result, decision)]),
  ].filter((name) => linked.has(name) || inRules.has(name));
  const names = reachable(sources, links);
  const used = rules.filter(({ values }) => values.some((value) => names.has(value)));
  const lit = litEdges(ways, decision, names);

  /** @type {GraphEdge[]} */
  const edges = [
    ...sources.map((name) => ({ from: TOKEN, to: nameId(name) })),
    ...links
      .filter(({ values: [name = ""] }) => names.has(name))
      .map(({ values: [name = "", role = ""] }) => ({ from: nameId(name), to: nameId(role) })),
    ...used.flatMap(({ values, line }) =>
      [...new Set(values)]
        .filter((value) => names.has(value))
        .map((value) => ({ from: nameId(value), to: ruleId(line) })),
    ),
  ].map((edge) => ({ ...edge, lit: lit.has(`${edge.from}>${edge.to}`) }));
  if (used.length === 0) return { nodes: [], edges: [], more: 0 };

  const isLit = (/** @type {string} */ id) =>
    edges.some((edge) => edge.lit && (edge.from === id || edge.to === id));
  const last = Math.max(...names.values()) + 1;
  /** @type {Omit<GraphNode, "row">[]} */
  const all = [
    { id: TOKEN, text: "token", kind: "token", column: 0, lit: isLit(TOKEN), line: null },
    ...[...names].map(([name, column]) => ({
      id: nameId(name),
      text: name,
      kind: /** @type {const} */ ("name"),
      column,
      lit: isLit(nameId(name)),
      line: null,
    })),
    ...used.map(({ key, values, line }) => ({
      id: ruleId(line),
      text: `${line}: ${[key, ...values].join(", ")}`,
      kind: /** @type {const} */ ("rule"),
      column: last,
      lit: isLit(ruleId(line)),
      line,
    })),
  ];
  const kept = [...all.filter((node) => node.lit), ...all.filter((node) => !node.lit)].slice(
    0,
    MOST,
  );
  const ids = new Set(kept.map(({ id }) => id));
  /** @type {Map<number, number>} */
  const filled = new Map();
  const nodes = all
    .filter(({ id }) => ids.has(id))
    .map((node) => {
      const row = filled.get(node.column) ?? 0;
      filled.set(node.column, row + 1);
      return { ...node, row };
    });
  return {
    nodes,
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    more: all.length - kept.length,
  };
}

/** @param {string} name */
const nameId = (name) => `name ${name}`;
/** @param {number} line */
const ruleId = (line) => `rule ${line}`;

/**
 * The values of the token that can be the beginning of a way: its grants, and its subject.
 * @param {Authorized} result
 * @param {Decision} decision
 */
function grantsOf(result, decision) {
  const subject = decision.subject_is_of_token
    ? decision.roles.flatMap(({ names }) => names[0] ?? [])
    : [];
  return [...subject, ...result.grants.map(({ value }) => value)];
}

/**
 * Returns the names that can be reached, each with its column: how far it is from the token.
 * @param {string[]} sources
 * @param {{ values: string[] }[]} links
 * @returns {Map<string, number>}
 */
function reachable(sources, links) {
  const names = new Map(sources.map((name) => [name, 1]));
  // Ten rounds: casbin follows no more links either.
  for (let column = 2; column <= 11; column++) {
    const before = names.size;
    for (const {
      values: [name = "", role = ""],
    } of links)
      if (names.get(name) === column - 1 && !names.has(role) && role !== "")
        names.set(role, column);
    if (names.size === before) break;
  }
  return names;
}

/**
 * Returns the edges on the way to the rule that decided.
 * @param {string[][]} ways
 * @param {Decision} decision
 * @param {Map<string, number>} names
 */
function litEdges(ways, { rule }, names) {
  /** @type {Set<string>} */
  const lit = new Set();
  if (rule === null) return lit;
  for (const way of ways) {
    const [first = ""] = way;
    const end = way[way.length - 1] ?? "";
    if (!rule.values.includes(end)) continue;
    lit.add(`${TOKEN}>${nameId(first)}`);
    for (const [index, name] of way.slice(1).entries())
      lit.add(`${nameId(way[index] ?? "")}>${nameId(name)}`);
    lit.add(`${nameId(end)}>${ruleId(rule.line)}`);
  }
  if (lit.size > 0) return lit;
  // No link was followed: the token carries what the rule names.
  for (const value of rule.values.filter((each) => names.get(each) === 1)) {
    lit.add(`${TOKEN}>${nameId(value)}`);
    lit.add(`${nameId(value)}>${ruleId(rule.line)}`);
  }
  return lit;
}
