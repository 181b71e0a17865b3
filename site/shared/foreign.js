/**
 * Puts foreign text into the page: escaped, isolated from the direction of the text around it, and
 * not to be translated.
 */
import { plain, shown } from "./foreign-text.js";
import { h } from "./dom.js";
import { splitTimes } from "./time-format.js";

/** What the engine quotes: it escapes quotation marks inside of them. */
const QUOTED = /(“[^“”]*”)/;

/**
 * Makes an element for one foreign text.
 * @param {string} text
 */
export function foreign(text) {
  return h("bdi", { translate: "no" }, shown(text));
}

/**
 * Makes the nodes of a sentence. Each quotation in it is isolated, so that a word in Hebrew does
 * not change places with the next one. Its times stand there as the reader's clock shows them,
 * with UTC beside.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function sentence(text) {
  return plain(text)
    .split(QUOTED)
    .flatMap((part, index) => {
      if (index % 2 === 0) return times(part);
      return ["“", h("bdi", { translate: "no" }, part.slice(1, -1)), "”"];
    });
}

/** @param {string} text @returns {(Node | string)[]} */
function times(text) {
  return splitTimes(text).flatMap(({ text: part, local }) =>
    local === null ? [part] : [h("time", { datetime: part }, local), ` (${part})`],
  );
}

/**
 * Shows a sentence only if it differs, so that a selection stays and screen readers stay quiet.
 * @param {Element} element
 * @param {string} text
 */
export function setSentence(element, text) {
  setNodes(element, sentence(text));
}

/**
 * Does the same for text that is already made of nodes.
 * @param {Element} element
 * @param {(Node | string)[]} nodes
 */
export function setNodes(element, nodes) {
  const text = nodes.map((node) => (typeof node === "string" ? node : node.textContent)).join("");
  if (element.textContent !== text) element.replaceChildren(...nodes);
}
