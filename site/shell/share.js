/**
 * The share dialog. It shows what a link will contain before it is copied. Secrets are included
 * only when their box is ticked.
 */
import { mayBeSecret, publicPart } from "../state/secrets.js";
import { copy } from "../shared/clipboard.js";
import { byId, h, plural, setText } from "../shared/dom.js";

/** @typedef {import("../state/model").Inputs} Inputs */
/**
 * @typedef {(inputs: Inputs, includeSecrets: boolean) => string} MakeLink Returns the whole
 *   address.
 */

/** Some mail and chat programs break links that are longer than this, in characters. */
const LONG = 2000;

/** @param {import("../shared/dom.js").App} app @param {MakeLink} makeLink */
export function mountShare({ store, announce }, makeLink) {
  const dialog = byId("share", HTMLDialogElement);
  const secrets = byId("share-secrets", HTMLInputElement);
  const warning = byId("share-warning", HTMLElement);
  const link = byId("share-link", HTMLTextAreaElement);
  const included = byId("share-included", HTMLElement);
  const length = byId("share-length", HTMLElement);
  const button = byId("share-copy", HTMLButtonElement);

  const draw = () => {
    warning.hidden = !secrets.checked;
    const text = makeLink(store.get().inputs, secrets.checked);
    link.value = text;
    included.replaceChildren(
      ...contents(store.get(), secrets.checked).map(([what, inside]) =>
        h(
          "li",
          { "data-included": String(inside) },
          h("span", { "aria-hidden": "true" }, inside ? "✓" : "–"),
          ` ${what}`,
          h("span", { class: "sr-only" }, inside ? " (included)" : " (left out)"),
        ),
      ),
    );
    const isCut = ": some mail and chat programs cut links of this length";
    setText(length, plural(text.length, "character") + (text.length > LONG ? isCut : ""));
  };

  byId("open-share", HTMLButtonElement).addEventListener("click", () => {
    secrets.checked = false;
    draw();
    dialog.showModal();
  });
  secrets.addEventListener("change", draw);
  // However the dialog was closed: the link may hold secrets, and nobody needs it any more.
  dialog.addEventListener("close", () => {
    link.value = "";
    secrets.checked = false;
  });
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
}

/**
 * @param {import("../state/model").State} state
 * @param {boolean} secrets
 * @returns {[string, boolean][]}
 */
function contents({ inputs }, secrets) {
  const { key } = inputs;
  /** @type {[string, boolean][]} */
  const rows = [];
  if (inputs.token !== "")
    rows.push(["the token, which may itself give access: share only what may be seen", true]);
  if (inputs.detachedPayload !== "") rows.push(["the detached payload", true]);
  if (inputs.direction === "sign") rows.push(["your edits of header and payload", true]);
  if (key.text !== "")
    rows.push(
      mayBeSecret(key.text)
        ? ["the verification key, which is or may be secret", secrets]
        : ["the verification key, which is public", true],
    );
  if (inputs.signingKey !== null)
    rows.push(["the signing key", secrets || !mayBeSecret(inputs.signingKey.text)]);
  const unknown = [key, inputs.signingKey].reduce(
    (sum, one) => sum + (publicPart(one?.text ?? "")?.removed ?? 0),
    0,
  );
  if (unknown > 0)
    rows.push([`${plural(unknown, "member")} of public keys that may hold anything`, secrets]);
  if (key.passphrase || inputs.signingKey?.passphrase) rows.push(["the passphrase", secrets]);
  rows.push(["expectations, algorithms, leeway, time and engine", true]);
  return rows;
}
