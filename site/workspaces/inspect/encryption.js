/**
 * Encrypted and nested tokens: what only they need is loaded when there is one. This is what the
 * page knows of them before.
 */
import { stringMember } from "../../editors/json-text.js";
import { byId } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { shownTexts } from "./shown-texts.js";

/** @typedef {import("../../shared/dom.js").App} App */
/** @typedef {import("../../state/model").State} State */
/** @typedef {typeof import("./encryption/index.js")} Loaded */

/** @type {typeof import("./encryption-kit.js").KIT | null} */
let kit = null;

/**
 * Tells whether a header is that of an encrypted token.
 * @param {string | null} header
 */
export const encrypts = (header) => stringMember(header ?? "", "enc") !== null;

/**
 * Tells whether the token is a JWE.
 * @param {State} state
 */
export function isEncrypted(state) {
  const { report, reportFor, inputs } = state;
  if (inputs.token.trim() === "") return false;
  if (report !== null && reportFor === inputs.token) return report.form.startsWith("jwe");
  return encrypts(shownTexts({ ...state, inputs: { ...inputs, direction: "verify" } }).header);
}

/**
 * Loads what encrypted tokens need, and uses it.
 * @template T
 * @param {(loaded: Loaded) => T} use
 * @returns {Promise<Awaited<T> | null>}  Null when it could not be loaded, which is said.
 */
export async function withEncryption(use) {
  /** @type {Loaded} */
  let loaded;
  try {
    loaded = await import("./encryption/index.js");
  } catch {
    toast("This part of the page could not be loaded. Check the connection, then try again.");
    return null;
  }
  if (kit !== null) loaded.lend(kit);
  return await use(loaded);
}

/** @param {App} app @param {typeof import("./encryption-kit.js").KIT} lent */
export function mountEncryption(app, lent) {
  kit = lent;
  const tab = byId("tab-layers", HTMLElement);
  let asked = false;
  app.store.subscribe((state) => {
    const { inputs, report, busy } = state;
    const encrypted = isEncrypted(state);
    // A newer report decides.
    if (!busy) {
      tab.hidden = inputs.token === "" || !(encrypted || report?.inner);
      if (tab.hidden && tab.ariaSelected === "true") app.showTab("checks");
    }
    if (asked || !(encrypted || report?.inner || inputs.decryptionKey)) return;
    asked = true;
    void withEncryption(({ mount }) => mount(app)).then((mounted) => {
      asked = mounted !== null;
    });
  });
}
