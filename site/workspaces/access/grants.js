/** What the token carries: its scopes, roles and so on, each with the path where it was found. */
import { byId, h, plural, redrawnList, setText } from "../../shared/dom.js";
import { foreign } from "../../shared/foreign.js";
import { pathText, readPath } from "./paths.js";
import { KINDS } from "./rows.js";

/** @import { Grant } from "../../engine/contract" */

const READ = {
  words: "a word of a text",
  array: "a value of a list",
  text: "the whole text",
  object: "a member of an object",
};

/**
 * @param {object} given
 * @param {(path: string[]) => void} given.onAdd  Gets the kind, then the names.
 * @param {(index: number) => void} given.onRemove
 */
export function mountGrants({ onAdd, onRemove }) {
  const list = byId("access-grants", HTMLElement);
  const hint = byId("access-grants-hint", HTMLElement);
  const title = byId("access-grants-title", HTMLElement);
  const added = byId("access-paths", HTMLElement);
  const kind = byId("access-path-kind", HTMLSelectElement);
  const path = byId("access-path", HTMLInputElement);
  const problem = byId("access-path-problem", HTMLElement);
  kind.replaceChildren(...KINDS.map((name) => h("option", { value: name }, `${name}s`)));
  kind.value = "role";

  byId("access-path-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const names = readPath(path.value);
    setText(problem, names === null ? PATH_HELP : "");
    path.setAttribute("aria-invalid", String(names === null));
    if (names === null) return path.focus();
    path.value = "";
    onAdd([kind.value, ...names]);
  });

  const draw = redrawnList(list, (/** @type {{ grant: Grant, isRead: boolean }} */ item) =>
    grantItem(item),
  );
  const drawAdded = redrawnList(added, (/** @type {{ texts: string[], index: number }} */ item) => {
    const [name = "", ...names] = item.texts;
    return h(
      "li",
      { class: "row" },
      h("span", {}, `${name}s from `, foreign(pathText(names))),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": `Remove the place ${pathText(names)}`,
          click: () => {
            onRemove(item.index);
            path.focus();
          },
        },
        "Remove",
      ),
    );
  });

  return {
    reset() {
      kind.value = "role";
      path.value = "";
      path.removeAttribute("aria-invalid");
      setText(problem, "");
    },
    /**
     * @param {readonly Grant[]} grants
     * @param {object} about
     * @param {string} about.name  What the token is called.
     * @param {(grant: Grant) => boolean} about.isRead  Whether the chosen decision read it.
     * @param {readonly string[][]} about.paths
     */
    show(grants, { name, isRead, paths }) {
      setText(title, `Grants of ${name}`);
      setText(
        hint,
        grants.length === 0
          ? "None was found where issuers put them"
          : `${plural(grants.length, "grant")}; those that the decision read are marked`,
      );
      draw(grants.map((grant) => ({ grant, isRead: isRead(grant) })));
      drawAdded(paths.map((texts, index) => ({ texts, index })));
    },
  };
}

const PATH_HELP =
  'Write the names that lead there, such as app.teams, or as JSON: ["https://app.example", "teams"].';

/** @param {{ grant: Grant, isRead: boolean }} item */
function grantItem({ grant, isRead }) {
  return h(
    "li",
    { "data-kind": grant.kind, "data-read": isRead },
    h("span", { class: "access-kind" }, grant.kind),
    h("strong", {}, foreign(grant.value)),
    h(
      "span",
      { class: "hint" },
      h("code", {}, foreign(pathText(grant.path))),
      `, ${READ[grant.read]}`,
      isRead ? h("span", { class: "access-read" }, " read by the decision") : "",
    ),
  );
}
