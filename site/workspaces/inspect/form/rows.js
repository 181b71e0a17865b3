/** The claims of the payload as rows. A row that is edited stays, so that it keeps the focus. */
import { removeMemberAt, replaceValue, swapMembers } from "../../../editors/json-members.js";
import { count, h, plural } from "../../../shared/dom.js";
import { MARKED, quoted } from "../../../shared/foreign-text.js";
import { offerUndo } from "../../../shared/undo.js";
import { payloadOf, putPayload } from "./draft.js";
import { kindOf } from "./kinds.js";
import { typeOf } from "./known-types.js";
import { createRow } from "./row.js";

/** The most rows that are drawn. Nobody edits more in a form. */
const MOST = 200;

/** Tells whether a field can show a text as it is. @param {string} text */
const isPlain = (text) => text.search(MARKED) === -1;

/**
 * @param {import("../../../shared/dom.js").App} app
 * @param {() => number} now
 */
export function createRows(app, now) {
  const list = h("ol", { class: "claim-rows", "aria-label": "Claims" });
  const more = h("p", { class: "hint", hidden: true });
  /** @type {ReturnType<typeof createRow>[]} */
  let rows = [];
  /** What each row has written last. @type {WeakMap<ReturnType<typeof createRow>, string>} */
  const written = new WeakMap();

  /** @param {ReturnType<typeof createRow>} row */
  const indexOf = (row) => rows.indexOf(row);

  /** @param {(text: string) => string} change */
  function edit(change) {
    const { text, problem } = payloadOf(app.store.get());
    if (problem === "") putPayload(app, change(text));
  }

  /** @param {import("./row.js").Shown} shown @param {string} value */
  function make(shown, value) {
    /** @type {ReturnType<typeof createRow>} */
    const row = createRow(shown, value, {
      now,
      write: (literal) => {
        written.set(row, literal);
        edit((text) => replaceValue(text, indexOf(row), literal));
      },
      move: (by) => move(row, by),
      remove: () => remove(row, shown.name),
      reveal: () => {
        const member = payloadOf(app.store.get()).members[indexOf(row)];
        app.showPart("data");
        if (member) app.editors.payload.reveal(member.range);
      },
    });
    return row;
  }

  /** @param {ReturnType<typeof createRow>} row @param {-1 | 1} by */
  function move(row, by) {
    const from = indexOf(row);
    const to = from + by;
    const other = rows[to];
    const member = payloadOf(app.store.get()).members[from];
    if (other === undefined || member === undefined) return;
    const focused = row.focused();
    // The rows change places first: so they are found in their new places, with what they hold.
    rows[from] = other;
    rows[to] = row;
    if (by < 0) other.element.before(row.element);
    else other.element.after(row.element);
    edit((text) => swapMembers(text, from, to));
    row.focus(Math.max(0, focused));
    app.announce(`${quoted(member.name, 60)} is claim ${to + 1} of ${rows.length} now.`);
  }

  /** @param {ReturnType<typeof createRow>} row @param {string} name */
  function remove(row, name) {
    const index = indexOf(row);
    const before = app.store.get();
    edit((text) => removeMemberAt(text, index));
    const next = rows[Math.min(index, rows.length - 1)];
    if (next) next.focus(0);
    else document.getElementById("claim-add-name")?.focus();
    offerUndo(app, `Removed ${quoted(name, 60)}.`, before, {
      names: ["direction", "header", "payload"],
    });
  }

  /** @param {readonly import("../../../engine/contract").Member[]} members */
  function show(members) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const { name } of members) seen.set(name, (seen.get(name) ?? 0) + 1);
    const few = members.slice(0, MOST);
    const made = few.map(({ name, value }, index) => {
      const kind = kindOf(value, typeOf(name), isPlain);
      const shown = { name, kind, isDuplicate: (seen.get(name) ?? 0) > 1 };
      const there = rows[index];
      if (there === undefined) return make(shown, value);
      // While somebody types, a field stays what it is: another one would lose the focus.
      const isTyped = there.name === name && written.get(there) === value && there.focused() !== -1;
      if (!isTyped && there.key !== JSON.stringify([name, kind, shown.isDuplicate]))
        return make(shown, value);
      there.field.show(value);
      return there;
    });
    for (const [index, row] of made.entries()) {
      const there = rows[index];
      if (there === undefined) list.append(row.element);
      else if (there !== row) there.element.replaceWith(row.element);
      row.place(index === 0, index === few.length - 1);
    }
    for (const gone of rows.slice(made.length)) gone.element.remove();
    rows = made;
    list.hidden = rows.length === 0;
    more.hidden = members.length <= MOST;
    more.textContent = `… and ${count(members.length - MOST)} more, in the text above.`;
  }

  return {
    elements: [list, more],
    show,
    /** @param {number} time */
    tick(time) {
      for (const { field } of rows) field.tick?.(time);
    },
    told: () => plural(rows.length, "claim"),
  };
}
