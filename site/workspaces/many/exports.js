/** Saves the rows that are shown as a file. */
import { byId } from "../../shared/dom.js";
import { saveFile } from "../../shared/save-file.js";
import { runInSlices } from "../../shared/time-slices.js";
import { toCsv, toJson, toJsonLines, withoutSignature } from "./rows.js";

const FORMATS = /** @type {const} */ ([
  ["batch-csv", toCsv, "csv", "text/csv"],
  ["batch-json", toJson, "json", "application/json"],
  ["batch-jsonl", toJsonLines, "jsonl", "application/jsonl"],
]);

/**
 * @param {() => { rows: import("./rows.js").Row[], name: string }} what  Returns what is shown, and
 *   a name for it.
 */
export function mountExports(what) {
  const unsigned = byId("batch-unsigned", HTMLInputElement);
  const buttons = FORMATS.map(([id, write, ending, type]) => {
    const button = byId(id, HTMLButtonElement);
    button.addEventListener("click", async () => {
      const { rows, name } = what();
      const parts = await runInSlices(
        unsigned.checked ? write(rows, withoutSignature) : write(rows),
      );
      if (parts) saveFile(`${name}.${ending}`, parts, type);
    });
    return button;
  });
  return {
    /** @param {boolean} possible */
    enable(possible) {
      for (const button of buttons) button.disabled = !possible;
    },
    reset() {
      unsigned.checked = true;
    },
  };
}
