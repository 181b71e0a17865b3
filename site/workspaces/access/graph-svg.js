/** Draws the role graph. */
import { plain } from "../../shared/foreign-text.js";

/** @import { Graph, GraphNode } from "./graph.js" */

const WIDTH = 144;
const HEIGHT = 28;
const STEP_X = 176;
const STEP_Y = 38;
const MARGIN = 8;
/** The longest text of a node, in characters. */
const LONGEST = 19;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Graph} graph
 * @param {string} summary  What the graph says, for who cannot see it.
 * @returns {SVGElement}
 */
export function drawGraph({ nodes, edges }, summary) {
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1;
  const rows = Math.max(...nodes.map(({ row }) => row)) + 1;
  const width = 2 * MARGIN + (columns - 1) * STEP_X + WIDTH;
  const height = 2 * MARGIN + (rows - 1) * STEP_Y + HEIGHT;
  const places = new Map(nodes.map((node) => [node.id, node]));
  const lines = [...edges]
    .sort((one, two) => Number(one.lit) - Number(two.lit))
    .map(({ from, to, lit }) => {
      const [one, two] = [places.get(from), places.get(to)];
      return one && two ? edge(one, two, lit) : null;
    })
    .filter((line) => line !== null);
  return svg(
    "svg",
    { role: "img", "aria-label": summary, width, height, viewBox: `0 0 ${width} ${height}` },
    ...lines,
    ...nodes.map(box),
  );
}

/** @param {GraphNode} node */
const left = ({ column }) => MARGIN + column * STEP_X;
/** @param {GraphNode} node */
const middle = ({ row }) => MARGIN + row * STEP_Y + HEIGHT / 2;

/** @param {GraphNode} one @param {GraphNode} two @param {boolean} lit */
function edge(one, two, lit) {
  const back = two.column <= one.column;
  const [x1, y1] = [left(one) + WIDTH, middle(one)];
  const [x2, y2] = [back ? left(two) + WIDTH : left(two), middle(two)];
  const bend = back ? 30 : Math.max(20, (x2 - x1) / 2);
  return svg("path", {
    class: "graph-edge",
    "data-lit": String(lit),
    d: `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${back ? x2 + bend : x2 - bend} ${y2}, ${x2} ${y2}`,
  });
}

/** @param {GraphNode} node */
function box(node) {
  const text = plain(node.text);
  const signs = [...text];
  const short = signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("")}…` : text;
  return svg(
    "g",
    { class: "graph-node", "data-kind": node.kind, "data-lit": String(node.lit) },
    svg("title", {}, text),
    svg("rect", {
      x: left(node),
      y: middle(node) - HEIGHT / 2,
      width: WIDTH,
      height: HEIGHT,
      rx: 6,
    }),
    svg(
      "text",
      { x: left(node) + WIDTH / 2, y: middle(node) + 4, "text-anchor": "middle", direction: "ltr" },
      short,
    ),
  );
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
