/** The few things every view does with the document. Text always enters as text nodes, never as markup. */

/**
 * What views get from the composition root: the state, the ways to change it, and
 * the editors that findings point into.
 * @typedef {object} App
 * @property {import("../model").Store} store
 * @property {import("../model").Session} session
 * @property {import("./editors.js").Editors} editors
 * @property {(text: string) => void} announce Tells screen readers, politely and not more often than needed.
 * @property {(finding: import("../engine/contract").Finding) => void} reveal Moves to the range of a finding.
 * @property {import("./clock.js").Clock} clock
 */

/**
 * The element that index.html promises.
 * @template {Element} E
 * @param {string} id
 * @param {new () => E} type
 * @returns {E}
 * @throws {Error} where page and code no longer fit each other
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type))
    throw new Error(`index.html has no ${type.name} with the id "${id}"`);
  return element;
}

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | ((event: Event) => void)>} [attributes] Functions become listeners of that event; `true` an empty attribute, `false` none.
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** @param {Element} element @param {string} text Writes only what changed, so that selections and readers are left alone. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Draws only what differs, so that focus, selection and folded parts are left alone while
 * typing, and the browser has less to do.
 * @template T
 * @param {HTMLElement} host @param {(what: T) => Node[]} make
 * @returns {(what: T) => void}
 */
export function redrawn(host, make) {
  let drawn = "";
  return (what) => {
    const key = JSON.stringify(what);
    if (key === drawn) return;
    drawn = key;
    host.replaceChildren(...make(what));
  };
}

/**
 * The same for a list: an item that says what another said before takes over its element.
 * @template T
 * @param {HTMLElement} host Holds nothing else. @param {(item: T) => Element} make
 * @returns {(items: readonly T[]) => void}
 */
export function redrawnList(host, make) {
  /** @type {Map<string, Element>} */
  let drawn = new Map();
  return (items) => {
    /** @type {Map<string, Element>} */
    const kept = new Map();
    const elements = items.map((item) => {
      const key = JSON.stringify(item);
      const element = (kept.has(key) ? null : drawn.get(key)) ?? make(item);
      kept.set(key, element);
      return element;
    });
    drawn = kept;
    for (const old of [...host.children]) if (!elements.includes(old)) old.remove();
    for (const [index, element] of elements.entries()) {
      const there = host.children[index] ?? null;
      if (there !== element) host.insertBefore(element, there);
    }
  };
}

const numbers = new Intl.NumberFormat("en");

/** "1,234". @param {number} number */
export function count(number) {
  return numbers.format(number);
}

/** "1 part", "3 parts". @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}
