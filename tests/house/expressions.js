/**
 * Collects the regular expressions of scripts, and asks `recheck` about each one: can a text be
 * made for which it takes more than linear time? recheck answers by looking at the expression
 * itself (its automaton), not by running it, and it counts that a search begins at every place of
 * the text.
 */
import { readFileSync } from "node:fs";
import { parse } from "acorn";
import { full } from "acorn-walk";

process.env.RECHECK_BACKEND = "pure"; // no program beside Node is started
const { checkSync } = await import("recheck");

const TEXT_METHODS = ["match", "matchAll", "search"]; // they make an expression of a plain text

/** @type {Record<string, string>} the texts of scripts by their names */
const given = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const [file, text] of Object.entries(given)) {
  const tree = parse(text, { ecmaVersion: "latest", sourceType: "module", locations: true });
  full(tree, (node) => {
    const place = `${file}:${node.loc.start.line}`;
    if (node.type === "Literal" && node.regex) found.push({ place, ...judged(node.regex) });
    else if (isMadeFromText(node))
      found.push({ place, source: "made from a text", status: "unknown" });
  });
}
console.log(JSON.stringify(found));

/** @param {{ pattern: string, flags: string }} regex */
function judged({ pattern, flags }) {
  const { status, checker, attack } = checkSync(pattern, flags, { timeout: null });
  return { source: `/${pattern}/${flags}`, status, checker, attack: attack?.pattern };
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
