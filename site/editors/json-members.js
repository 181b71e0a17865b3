/**
 * Changes of a JSON object as text, each at its own place: every other byte stays as it was. So
 * numbers, white space, escapes and members of the same name are never rewritten. The text must be
 * a JSON object without errors; the caller has looked.
 */
import { jsonLanguage } from "@codemirror/lang-json";
import { readMembers } from "./json-text.js";

/** @typedef {[from: number, to: number]} Range  Offsets in UTF-16 units. */
/** @typedef {{ value: string, range: Range }} Element  `value` is its text. */

const NAME = /^"(?:[^"\\]|\\.)*"/;

/**
 * Replaces the value of one member.
 * @param {string} text
 * @param {number} index  The member's place, counted from 0.
 * @param {string} literal  The new value, as JSON.
 */
export function replaceValue(text, index, literal) {
  const { value, range } = memberAt(text, index);
  return replaced(text, [range[1] - value.length, range[1]], literal);
}

/**
 * Adds a member at the end. It is written as the member before it: on a line of its own, if that
 * one is.
 * @param {string} text  "" becomes a new object.
 * @param {string} name
 * @param {string} literal
 */
export function addMember(text, name, literal) {
  const quoted = JSON.stringify(name);
  if (text.trim() === "") return `{\n  ${quoted}: ${literal}\n}`;
  const members = readMembers(text) ?? [];
  const last = members.at(-1);
  const before = last ? text.slice(last.range[0], last.range[1] - last.value.length) : '"":';
  const ranges = members.map(({ range }) => range);
  return added(text, ranges, `${quoted}${before.replace(NAME, "")}${literal}`);
}

/**
 * Removes one member, with the comma that it needed.
 * @param {string} text
 * @param {number} index
 */
export function removeMemberAt(text, index) {
  return removed(
    text,
    (readMembers(text) ?? []).map(({ range }) => range),
    index,
  );
}

/**
 * Lets two members change places. What stands between them stays where it is.
 * @param {string} text
 * @param {number} one
 * @param {number} other
 */
export function swapMembers(text, one, other) {
  const { range: first } = memberAt(text, Math.min(one, other));
  const { range: second } = memberAt(text, Math.max(one, other));
  const swapped = replaced(text, second, text.slice(...first));
  return replaced(swapped, first, text.slice(...second));
}

/**
 * Returns the elements of a list.
 * @param {string} list  The text of the list alone.
 * @returns {Element[]}  Empty when it is no list.
 */
export function readElements(list) {
  const top = jsonLanguage.parser.parse(list).topNode.firstChild;
  /** @type {Element[]} */
  const found = [];
  if (top?.name !== "Array") return found;
  for (let node = top.firstChild; node !== null; node = node.nextSibling)
    if (!/^[[\],]$/.test(node.name))
      found.push({ value: list.slice(node.from, node.to), range: [node.from, node.to] });
  return found;
}

/** @param {string} list @param {number} index @param {string} literal */
export function replaceElement(list, index, literal) {
  const element = readElements(list)[index];
  return element === undefined ? list : replaced(list, element.range, literal);
}

/** @param {string} list @param {string} literal */
export function addElement(list, literal) {
  return added(
    list,
    readElements(list).map(({ range }) => range),
    literal,
  );
}

/** @param {string} list @param {number} index */
export function removeElement(list, index) {
  return removed(
    list,
    readElements(list).map(({ range }) => range),
    index,
  );
}

/** @param {string} text @param {number} index */
function memberAt(text, index) {
  const member = readMembers(text)?.[index];
  if (member === undefined) throw new RangeError(`There is no member ${index}.`);
  return member;
}

/** @param {string} text @param {Range} range @param {string} by */
function replaced(text, [from, to], by) {
  return text.slice(0, from) + by + text.slice(to);
}

/**
 * @param {string} text
 * @param {Range[]} ranges  Where the items are that stand there already.
 * @param {string} item
 */
function added(text, ranges, item) {
  const last = ranges.at(-1);
  const open = text.search(/[[{]/) + 1;
  if (last === undefined) return replaced(text, [open, open], item);
  const before = ranges.at(-2);
  const gap = text.slice(before?.[1] ?? open, last[0]).replace(/^[^,]*,/, "");
  return replaced(text, [last[1], last[1]], `,${gap}${item}`);
}

/** @param {string} text @param {Range[]} ranges @param {number} index */
function removed(text, ranges, index) {
  const range = ranges[index];
  if (range === undefined) throw new RangeError(`There is no item ${index}.`);
  const next = ranges[index + 1];
  const before = ranges[index - 1];
  if (next !== undefined) return replaced(text, [range[0], next[0]], "");
  return replaced(text, [before?.[1] ?? range[0], range[1]], "");
}
