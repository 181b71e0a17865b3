/**
 * The share dialog. The user chooses there what a link carries, before it is copied. Secrets are
 * left out unless they are ticked.
 */
import { holdsSecretKey, partsOf, setTerms, unknownMembers } from "../links/link-parts.js";
import { encodeLink } from "../links/links.js";
import { mayBeSecret } from "../state/secrets.js";
import { defaultInputs } from "../state/store.js";
import { copy } from "../shared/clipboard.js";
import { byId, h, plural, setText } from "../shared/dom.js";

/** @typedef {import("../links/link-parts.js").Part} Part */
/** @typedef {import("../state/model").Inputs} Inputs */
/** @typedef {{ part: Part, secret: boolean, row: HTMLElement, box: HTMLInputElement }} Row */

/** Some mail and chat programs break links that are longer than this, in characters. */
const LONG = 2000;

/**
 * @param {import("../shared/dom.js").App} app
 * @returns {() => void}  Opens the dialog.
 */
export function mountShare({ store, announce }) {
  const dialog = byId("share", HTMLDialogElement);
  const secrets = byId("share-secrets", HTMLInputElement);
  const warning = byId("share-warning", HTMLElement);
  const link = byId("share-link", HTMLTextAreaElement);
  const included = byId("share-included", HTMLElement);
  const length = byId("share-length", HTMLElement);
  const button = byId("share-copy", HTMLButtonElement);
  /** @type {Row[]} */
  let rows = [];
  // What the rows are about. A key that comes while the dialog is open was not agreed to.
  let told = { inputs: defaultInputs(), view: "" };

  const draw = () => {
    for (const { row, box } of rows) row.dataset.included = String(box.checked);
    const secret = rows.filter((row) => row.secret);
    const ticked = secret.filter(({ box }) => box.checked);
    warning.hidden = ticked.length === 0;
    secrets.checked = secret.length > 0 && ticked.length === secret.length;
    secrets.indeterminate = ticked.length > 0 && !secrets.checked;
    const parts = new Set(rows.filter(({ box }) => box.checked).map(({ part }) => part));
    const text = addressOf(told.inputs, parts, told.view);
    link.value = text;
    const isCut = ": some mail and chat programs cut links of this length";
    setText(length, plural(text.length, "character") + (text.length > LONG ? isCut : ""));
  };
  const empty = () => {
    link.value = "";
    rows = [];
    told = { inputs: defaultInputs(), view: "" };
    included.replaceChildren();
    secrets.checked = secrets.indeterminate = false;
  };

  const open = () => {
    if (dialog.open) return;
    const { inputs, view } = store.get();
    told = { inputs, view };
    rows = partsOf(inputs, view).map(({ part, secret }) => {
      const box = h("input", { type: "checkbox", autocomplete: "off", "data-part-of-link": part });
      box.checked = !secret;
      const words = WORDS[part](inputs, view);
      return { part, secret, box, row: h("li", {}, h("label", { class: "check" }, box, words)) };
    });
    included.replaceChildren(...rows.map(({ row }) => row));
    byId("share-secrets-field", HTMLElement).hidden = !rows.some(({ secret }) => secret);
    draw();
    dialog.showModal();
  };
  included.addEventListener("change", draw);
  secrets.addEventListener("change", () => {
    for (const { secret, box } of rows) if (secret) box.checked = secrets.checked;
    draw();
  });
  // However the dialog was closed: the link may hold secrets, and nobody needs it any more.
  dialog.addEventListener("close", empty);
  link.addEventListener("focus", () => link.select());
  button.addEventListener("click", async () => {
    const done = await copy(link.value);
    button.textContent = done ? "Copied" : "Select and copy it yourself";
    if (!done) link.focus();
    announce(
      done ? "Link copied." : "The browser did not allow copying. Select the link and copy it.",
    );
    setTimeout(() => {
      button.textContent = "Copy link";
    }, 1600);
  });
  return open;
}

/**
 * @param {Inputs} inputs
 * @param {ReadonlySet<Part>} parts  What the link carries.
 * @param {string} view  The open workspace.
 */
function addressOf(inputs, parts, view) {
  const fragment = encodeLink(inputs, { parts, view });
  const { protocol, host, pathname } = location; // not `origin`, which is "null" for a file
  return `${protocol}//${host}${pathname}${fragment && `#${fragment}`}`;
}

/** @param {string} text */
const kind = (text) => (mayBeSecret(text) ? "which is or may be secret" : "which is public");

/** @param {string} text */
const withKey = (text) => (holdsSecretKey(text) ? ", which hold a secret key" : "");

/** What each part is called. @type {Record<Part, (inputs: Inputs, view: string) => string>} */
const WORDS = {
  token: ({ token }) =>
    holdsSecretKey(token)
      ? "the text in the token field, which is or holds a secret key"
      : "the token, which may itself give access: share only what may be seen",
  detached: ({ detachedPayload }) => `the detached payload${withKey(detachedPayload)}`,
  edits: ({ header, payload }) =>
    `your edits of header and payload${withKey(header) || withKey(payload)}`,
  key: ({ key }) => `the verification key, ${kind(key.text)}`,
  signingKey: ({ signingKey }) => `the signing key, ${kind(signingKey?.text ?? "")}`,
  decryptionKey: ({ decryptionKey }) => `the decryption key, ${kind(decryptionKey?.text ?? "")}`,
  members: (inputs) =>
    `${plural(unknownMembers(inputs), "member")} of public keys that may hold anything`,
  passphrase: () => "the passphrase",
  terms: (inputs) => setTerms(inputs).join(", "),
  engine: () => "the choice of the engine",
  scenario: ({ scenario }) => `the scenario of “Services”${withKey(scenario)}`,
  access: () => "the policy and the requests of “Access”",
  tokens: ({ access }) =>
    `${plural(access?.tokens.length ?? 0, "further token")} of “Access”, which may give access`,
  view: (_, view) => `the open workspace, “${byId(`${view}-title`, HTMLElement).textContent}”`,
};
