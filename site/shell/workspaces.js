/**
 * Moves between the workspaces. The address names the open one (`#view=many`), so links, reload and
 * the browser's back button keep it. A workspace is loaded when it is first opened; what is typed
 * in it stays when the user moves on.
 */
import { viewOf } from "../links/view.js";
import { byId, h, setText } from "../shared/dom.js";

/** @typedef {import("../shared/dom.js").App} App */
/**
 * @typedef {object} Workspace
 * @property {string} name  As it stands in addresses.
 * @property {string} title
 * @property {(() => Promise<{ mount: (host: HTMLElement, app: App) => void }>) | null} load
 *   Loads its module. Null: it is part of the page.
 */

/** @type {readonly [Workspace, ...Workspace[]]} The first one is the home. */
export const WORKSPACES = [
  { name: "inspect", title: "Inspect", load: null },
  { name: "many", title: "Many tokens", load: () => import("../workspaces/many/index.js") },
  { name: "access", title: "Access", load: () => import("../workspaces/access/index.js") },
  {
    name: "services",
    title: "Services",
    load: () => import("../workspaces/services/index.js"),
  },
  { name: "learn", title: "Learn", load: () => import("../workspaces/learn/index.js") },
];
const [HOME] = WORKSPACES;
const PRODUCT = "JWT Playground";

/** @param {string | null} name */
const known = (name) => WORKSPACES.find((each) => each.name === name) ?? HOME;

/**
 * @param {App} app
 * @param {string | null} first  The name in the address that was opened.
 */
export function mountWorkspaces(app, first) {
  const button = byId("views-button", HTMLButtonElement);
  const list = byId("views-list", HTMLElement);
  const links = [...list.querySelectorAll("a")];
  /** Where each workspace was scrolled to. @type {Map<string, number>} */
  const scrolled = new Map();
  const loaded = new Set(WORKSPACES.filter(({ load }) => load === null).map(({ name }) => name));

  /** @param {boolean} open */
  const unfold = (open) => button.setAttribute("aria-expanded", String(open));
  button.addEventListener("click", () => unfold(button.getAttribute("aria-expanded") !== "true"));
  list.addEventListener("click", () => unfold(false));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    unfold(false);
    button.focus();
  });
  window.addEventListener("hashchange", () => open(known(viewOf(location.hash)), true));
  open(known(first), false);

  /**
   * @param {Workspace} workspace
   * @param {boolean} moves  The user moves there: the focus goes to its heading.
   */
  function open({ name, title, load }, moves) {
    const before = app.store.get().view;
    if (moves && name === before) return;
    scrolled.set(before, window.scrollY);
    for (const each of WORKSPACES) byId(each.name, HTMLElement).hidden = each.name !== name;
    for (const link of links) {
      if (link.dataset.view === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    setText(button, title);
    document.title = name === HOME.name ? PRODUCT : `${title} · ${PRODUCT}`;
    app.store.set({ view: name });
    if (load !== null && !loaded.has(name)) void fill(name, title, load);
    if (!moves) return;
    window.scrollTo(0, scrolled.get(name) ?? 0);
    byId(`${name}-title`, HTMLElement).focus({ preventScroll: true });
  }

  /**
   * Loads a workspace, and says what happens meanwhile.
   * @param {string} name
   * @param {string} title
   * @param {NonNullable<Workspace["load"]>} load
   */
  async function fill(name, title, load) {
    const body = byId(`${name}-body`, HTMLElement);
    loaded.add(name);
    body.setAttribute("aria-busy", "true");
    body.replaceChildren(
      h("p", { class: "workspace-state", role: "status" }, `Loading “${title}” …`),
    );
    try {
      const { mount } = await load();
      body.replaceChildren();
      mount(body, app);
    } catch (cause) {
      loaded.delete(name);
      const again = () => {
        byId(`${name}-title`, HTMLElement).focus({ preventScroll: true }); // the button goes
        void fill(name, title, load);
      };
      body.replaceChildren(
        h(
          "div",
          { class: "notice", "data-severity": "error", role: "alert" },
          h(
            "div",
            {},
            h("strong", {}, `“${title}” could not be loaded.`),
            " Check the connection, then try again. If it stays, reload the page: some of this " +
              "site's files may have been replaced by newer ones. Your texts are as they were.",
          ),
          h("button", { type: "button", click: again }, "Try again"),
        ),
      );
      console.info(`The workspace ${name} could not be loaded:`, cause);
    } finally {
      body.removeAttribute("aria-busy");
    }
  }
}
