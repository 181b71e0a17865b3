/**
 * JSON as text. These functions read and change it without turning it into values, so big integers,
 * duplicate members, the order and the spelling stay as the user wrote them.
 */
import { jsonLanguage } from "@codemirror/lang-json";

/** @typedef {import("../engine/contract").Member} Member */
/** @typedef {ReturnType<typeof jsonLanguage.parser.parse>} Tree */

/**
 * The deepest nesting that is read. Deeper texts could exhaust the stack of a recursive parser; no
 * real token comes near it.
 */
const MAX_DEPTH = 500;

/** Tells whether brackets nest deeper than the parsers here should go. @param {string} text */
export function isTooDeep(text) {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === 0x7b || char === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (char === 0x7d || char === 0x5d) depth--;
  }
  return false;
}

/**
 * The text that was parsed last: several views ask about the same text at each keystroke.
 * @type {{ text: string, tree: Tree | null }}  Several views ask about the same text at each
 *   keystroke.
 */
let newest = { text: "", tree: null };

/** @param {string} text @returns {Tree | null}  Null when the text nests too deep. */
function parse(text) {
  if (newest.text !== text)
    newest = { text, tree: isTooDeep(text) ? null : jsonLanguage.parser.parse(text) };
  return newest.tree;
}

/**
 * Returns the top-level members of a JSON object in their order, duplicates included.
 * @param {string} text
 * @returns {Member[] | null}  Null when the text is no JSON object. `seconds` is the value of any
 *   plain number; the caller knows which names are times.
 */
export function readMembers(text) {
  const top = parse(text)?.topNode.firstChild;
  if (top?.name !== "Object") return null;
  return top.getChildren("Property").flatMap((property) => {
    const name = property.getChild("PropertyName");
    const value = property.lastChild;
    if (name === null || value === null || value === name || value.type.isError) return [];
    const raw = text.slice(value.from, value.to);
    return [
      {
        name: unquote(text.slice(name.from, name.to)),
        value: raw,
        range: /** @type {[number, number]} */ ([property.from, property.to]),
        seconds: value.name === "Number" ? Number(raw) : null,
      },
    ];
  });
}

/**
 * Finds where a text stops being JSON.
 * @param {string} text
 * @returns {[number, number] | null}  Offsets in UTF-16 units; null for good JSON and for an empty
 *   text.
 */
export function firstError(text) {
  const tree = text.trim() === "" ? null : parse(text);
  /** @type {[number, number] | null} */
  let found = null;
  tree?.iterate({
    enter(node) {
      if (found !== null) return false;
      if (node.type.isError)
        found = [node.from, Math.max(node.to, Math.min(node.from + 1, text.length))];
      return undefined;
    },
  });
  return found;
}

/**
 * Returns the decoded value of a top-level string member. Of several, it is the last one, as
 * parsers take it. Null when there is none, or when it is no string.
 * @param {string} text
 * @param {string} name
 * @returns {string | null}
 */
export function stringMember(text, name) {
  const member = readMembers(text)?.findLast((each) => each.name === name);
  return member?.value.startsWith('"') ? unquote(member.value) : null;
}

/**
 * Changes or adds one top-level string member, and changes nothing else of the text.
 * @param {string} text  A JSON object. Any other text is replaced by a new object.
 * @param {string} name
 * @param {string} value
 */
export function setStringMember(text, name, value) {
  const members = readMembers(text);
  const quoted = JSON.stringify(value);
  if (members === null) return JSON.stringify({ [name]: value, typ: "JWT" });
  const member = members.findLast((each) => each.name === name);
  if (member !== undefined) {
    const end = member.range[1];
    return text.slice(0, end - member.value.length) + quoted + text.slice(end);
  }
  const brace = text.indexOf("{") + 1;
  return `${text.slice(0, brace)}${JSON.stringify(name)}:${quoted}${members.length > 0 ? "," : ""}${text.slice(brace)}`;
}

/**
 * Removes every top-level member of a name, and changes nothing else of the text.
 * @param {string} text
 * @param {string} name
 */
export function removeMember(text, name) {
  const members = readMembers(text) ?? [];
  const index = members.findLastIndex((member) => member.name === name);
  const member = members[index];
  if (member === undefined) return text;
  const next = members[index + 1];
  const before = members[index - 1];
  const start = next === undefined && before ? before.range[1] : member.range[0];
  return removeMember(text.slice(0, start) + text.slice(next?.range[0] ?? member.range[1]), name);
}

/**
 * Returns the same JSON with one member per line. Only the white space between tokens changes.
 * @param {string} text
 */
export function formatJson(text) {
  let out = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  const parts = tokens(text);
  for (const [index, part] of parts.entries()) {
    if (part === "{" || part === "[") {
      const empty = parts[index + 1] === "}" || parts[index + 1] === "]";
      depth++;
      out += empty ? part : part + line();
    } else if (part === "}" || part === "]") {
      depth = Math.max(0, depth - 1);
      const empty = parts[index - 1] === "{" || parts[index - 1] === "[";
      out += empty ? part : line() + part;
    } else if (part === ",") out += part + line();
    else if (part === ":") out += ": ";
    else out += part;
  }
  return out;
}

/** Returns the same JSON without white space between tokens. @param {string} text */
export function minifyJson(text) {
  return tokens(text).join("");
}

/**
 * Returns strings, punctuation and all other tokens, without the white space between them.
 * @param {string} text
 * @returns {string[]}
 */
function tokens(text) {
  return text.match(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

/**
 * @param {string} literal
 * @returns {string}  The string that a JSON literal means; the literal itself when it is no JSON.
 */
function unquote(literal) {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
