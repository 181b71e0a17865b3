/**
 * Collects the regular expressions of scripts, and asks `recheck` about each one: can a text be
 * made for which it takes more than linear time? recheck answers by looking at the expression
 * itself (its automaton), not by running it, and it counts that a search begins at every place of
 * the text.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createContext, runInContext } from "node:vm";
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
  const context = constants(file, text, tree);
  full(tree, (node) => {
    const place = `${file}:${node.loc.start.line}`;
    if (node.type === "Literal" && node.regex) found.push({ place, ...judged(node.regex) });
    else if (makesExpression(node)) found.push({ place, ...judged(made(node, text, context)) });
  });
}
console.log(JSON.stringify(found));

/** @param {{ pattern: string, flags: string } | null} regex  Null: nobody can know it. */
function judged(regex) {
  if (regex === null) return { source: "made from a text", status: "unknown" };
  const { pattern, flags } = regex;
  const source = `/${pattern}/${flags}`;
  if (!repeats(pattern)) return { source, status: "safe", checker: "automaton" };
  const { status, checker, attack } = checkSync(pattern, flags, { timeout: null });
  return { source, status, checker, attack: attack?.pattern };
}

/** Tells whether an expression repeats anything without an end. @param {string} pattern */
function repeats(pattern) {
  const outside = pattern.replace(/\\u\{[^}]*\}|\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  return /[*+]|\{\d+,\}/.test(outside);
}

/** Tells whether a node makes an expression of a text. */
function makesExpression({ type, callee, arguments: values }) {
  if (type !== "NewExpression" && type !== "CallExpression") return false;
  if (callee.type === "Identifier") return callee.name === "RegExp";
  return (
    callee.type === "MemberExpression" &&
    TEXT_METHODS.includes(callee.property.name) &&
    values[0]?.type === "Literal" &&
    typeof values[0].value === "string"
  );
}

/** Returns what an expression is made of, if that follows from the module's constants alone. */
function made({ arguments: values }, text, context) {
  try {
    const [pattern, flags = ""] = values.map(({ start, end }) =>
      runInContext(`(${text.slice(start, end)})`, context),
    );
    return { pattern, flags };
  } catch {
    return null;
  }
}

/** Returns the constants of a module that need nothing but each other and JSON files. */
function constants(file, text, tree) {
  const context = createContext({});
  for (const node of tree.body) {
    const { declaration = node } = node;
    if (node.type === "ImportDeclaration" && node.source.value.endsWith(".json")) {
      const json = readFileSync(join(dirname(file), node.source.value), "utf8");
      context[node.specifiers[0].local.name] = JSON.parse(json);
    } else if (declaration?.type === "VariableDeclaration" && declaration.kind === "const") {
      try {
        runInContext(text.slice(declaration.start, declaration.end), context);
      } catch {
        // It needs more.
      }
    }
  }
  return context;
}
