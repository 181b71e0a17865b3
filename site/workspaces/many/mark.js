/** Shows where a text was found: the letters that were searched for get a `<mark>`. */
import { h } from "../../shared/dom.js";

/**
 * Marks the first match in an element. The match may run over several of its text nodes, because
 * quoted texts have elements of their own.
 * @template {Element} E
 * @param {E} element
 * @param {string} wanted  In lower case; "" marks nothing.
 * @returns {E}
 */
export function withMark(element, wanted) {
  const text = element.textContent ?? "";
  const lower = text.toLowerCase();
  const at = wanted === "" ? -1 : lower.indexOf(wanted);
  // A few letters become longer in lower case. Then the places would not fit.
  if (at < 0 || lower.length !== text.length) return element;
  const end = at + wanted.length;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Text, from: number }[]} */
  const nodes = [];
  for (let from = 0, node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    nodes.push({ node, from });
    from += node.length;
  }
  for (const { node, from } of nodes) {
    const [first, last] = [Math.max(at - from, 0), Math.min(end - from, node.length)];
    if (first >= last) continue;
    const found = node.splitText(first);
    found.splitText(last - first);
    const mark = h("mark", {});
    found.replaceWith(mark);
    mark.append(found);
  }
  return element;
}
