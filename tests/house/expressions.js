/**
 * Collects the regular expressions of scripts, and asks `recheck` about each one: can a text be
 * made for which it takes more than linear time? recheck answers by looking at the expression
 * itself (its automaton), not by running it, and it counts that a search begins at every place of
 * the text.
 */
import { existsSync, readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { buildSync } from "esbuild";

process.env.RECHECK_BACKEND = "pure"; // no program beside Node is started
const { checkSync } = await import("recheck");

const TEXT_METHODS = ["match", "matchAll", "search"]; // they make an expression of a plain text

/** @type {Record<string, string>} the texts of scripts by their names */
const given = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const [file, text] of Object.entries(given)) {
  /** Places where an expression is made of a text. @type {string[]} */
  const made = [];
  const tree = parse(text, { ecmaVersion: "latest", sourceType: "module", locations: true });
  full(tree, (node) => {
    const place = `${file}:${node.loc.start.line}`;
    if (node.type === "Literal" && node.regex) found.push({ place, ...judged(node.regex) });
    else if (isMadeFromText(node)) made.push(place);
  });
  if (made.length > 0) found.push(...judgedAsMade(file, made));
}
console.log(JSON.stringify(found));

/** @param {{ pattern: string, flags: string }} regex */
function judged({ pattern, flags }) {
  const { status, checker, attack } = checkSync(pattern, flags, { timeout: null });
  return { source: `/${pattern}/${flags}`, status, checker, attack: attack?.pattern };
}

/**
 * Judges expressions that a script makes of the project's own tables: it loads the script, and looks
 * at what it makes at once. One that is made later, of a text of that moment, stays unknown.
 */
function judgedAsMade(file, places) {
  const patterns = existsSync(file) ? madeAtOnce(file) : [];
  const unknown = { source: "made from a text", status: "unknown" };
  if (patterns.length !== places.length) return places.map((place) => ({ place, ...unknown }));
  return patterns.map((regex, index) => ({ place: places[index], ...judged(regex) }));
}

function madeAtOnce(file) {
  const options = { bundle: true, format: "iife", write: false, logLevel: "silent" };
  const [{ text }] = buildSync({ ...options, entryPoints: [file] }).outputFiles;
  const seen = [];
  class Seen extends RegExp {
    constructor(pattern, flags = "") {
      super(pattern, flags);
      seen.push({ pattern, flags });
    }
  }
  runInNewContext(text, { RegExp: Seen, atob, btoa, TextEncoder, TextDecoder });
  return seen;
}

/** Tells whether a node makes an expression of a text, so that nobody can check it. */
function isMadeFromText({ type, callee, arguments: values }) {
  if (type !== "NewExpression" && type !== "CallExpression") return false;
  if (callee.type === "Identifier") return callee.name === "RegExp";
  return (
    callee.type === "MemberExpression" &&
    TEXT_METHODS.includes(callee.property.name) &&
    values[0]?.type === "Literal" &&
    typeof values[0].value === "string"
  );
}
