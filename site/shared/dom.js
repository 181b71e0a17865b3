/**
 * The few things that every view does with the document. Text always becomes a text node, never
 * markup.
 */

/**
 * What page.js gives to the views: the state, the functions that change it, and the editors that
 * findings point into.
 * @typedef {object} App
 * @property {import("../state/model").Store} store
 * @property {import("../state/model").Session} session
 * @property {import("../workspaces/inspect/editors.js").Editors} editors
 * @property {(text: string) => void} announce  Says a text to screen readers, politely.
 * @property {(finding: import("../engine/contract").Finding) => void} reveal
 *   Selects the range of a finding in its editor.
 * @property {import("./clock.js").Clock} clock
 * @property {import("../engine/client.js").EngineClient} client
 * @property {(part: import("../workspaces/inspect/parts.js").Part) => void} showPart  Shows a part
 *   of Inspect where the window is too narrow for all.
 * @property {(name: "checks" | "claims" | "size" | "layers") => void} showTab  Shows a tab of the
 *   results.
 */

/**
 * Returns an element of index.html.
 * @template {Element} E
 * @param {string} id
 * @param {new () => E} type
 * @returns {E}
 * @throws {Error}  when page and code no longer fit each other.
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type))
    throw new Error(`index.html has no ${type.name} with the id "${id}"`);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | ((event: Event) => void)>} [attributes]
 *   A function becomes a listener for that event; `true` an empty attribute; `false` no attribute.
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

/**
 * Sets the text of an element only if it differs, so that a selection stays and screen readers stay
 * quiet.
 * @param {Element} element
 * @param {string} text  Writes only what changed, so that selections and readers are left alone.
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Draws only when something differs. So the focus, the selection and open or closed parts stay as
 * they are while the user types, and the browser has less to do.
 * @template T
 * @param {HTMLElement} host
 * @param {(what: T) => Node[]} make  Makes the nodes. `what` must be possible to write as JSON, by
 *   which it is compared.
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

/** The most items of a list that are drawn. Nobody reads more, and they would freeze the page. */
const MOST_ITEMS = 200;

/**
 * The same for a list: an item with the same content as an item of the last time keeps its element.
 * The first MOST_ITEMS are drawn, and a line tells how many are not.
 * @template T
 * @param {HTMLElement} host  Contains nothing else.
 * @param {(item: T) => Element} make
 * @returns {(items: readonly T[]) => void}
 */
export function redrawnList(host, make) {
  /** @type {Map<string, Element>} */
  let drawn = new Map();
  return (items) => {
    /** @type {Map<string, Element>} */
    const kept = new Map();
    /** @type {Element[]} */
    const elements = items.slice(0, MOST_ITEMS).map((item) => {
      const key = JSON.stringify(item);
      const element = (kept.has(key) ? null : drawn.get(key)) ?? make(item);
      kept.set(key, element);
      return element;
    });
    const more = items.length - elements.length;
    if (more > 0)
      elements.push(h("li", { class: "hint more" }, `… and ${count(more)} more, not shown here.`));
    drawn = kept;
    for (const old of [...host.children]) if (!elements.includes(old)) old.remove();
    for (const [index, element] of elements.entries()) {
      const there = host.children[index] ?? null;
      if (there !== element) host.insertBefore(element, there);
    }
  };
}

/**
 * Moves the focus on before a notice with the pressed button leaves the page: otherwise the
 * keyboard would start again at the top of the page.
 * @param {HTMLElement} notice
 */
export function passFocus(notice) {
  if (!notice.contains(document.activeElement)) return;
  const next = notice.nextElementSibling?.querySelector("button");
  const target = next ?? byId("verdict", HTMLElement);
  target.focus({ preventScroll: true });
}

const numbers = new Intl.NumberFormat("en");

/** Writes a number as "1,234". @param {number} number */
export function count(number) {
  return numbers.format(number);
}

/**
 * Writes a number with its noun: "1 part", "3 parts".
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function plural(count, one, many = `${one}s`) {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}
