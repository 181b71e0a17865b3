/**
 * What only encrypted tokens need: the words of their verdict, the decryption key, Encrypt, and
 * keys for encryption.
 */
import style from "./encryption.lazy.css";
import { adoptStyle } from "../../../shared/adopt-style.js";
import { toggleForm as toggle } from "./form.js";
import { generate as make } from "./generate.js";
import { mountKeyCard } from "./key-card.js";
import { layeredText } from "./words.js";
import { kit } from "./kit.js";

export { encrypt } from "./encrypt.js";
export { lend } from "./kit.js";
export { choicesOf } from "./generate.js";

/** @typedef {import("../../../shared/dom.js").App} App */

let mounted = false;

/** @param {App} app */
export function mount(app) {
  if (mounted) return;
  mounted = true;
  adoptStyle(style);
  kit.addLayeredText((state, report) => layeredText(state, report, kit.verdictText));
  mountKeyCard(app);
  app.store.set({}); // the verdict is put into these words now
}

/** @param {App} app */
export function toggleForm(app) {
  mount(app);
  toggle(app);
}

/** @type {typeof make} */
export function generate(app, ...how) {
  mount(app);
  return make(app, ...how);
}
