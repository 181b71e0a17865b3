/** The fields for a key's encoding and passphrase. They are shown only when they matter. */
import { byId } from "../../shared/dom.js";

/** @typedef {import("../../engine/contract").KeyInput} KeyInput */
/** @typedef {import("../../engine/contract").Finding} Finding */

/** Recognizes every form of a key except an HMAC secret. */
const SAYS_ITSELF = /^\s*(?:\{|\[|-----BEGIN|ssh-|ecdsa-)/;
const ENCRYPTED = /-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/;

/**
 * Tells whether a key needs a passphrase, or has one.
 * @param {KeyInput | null} key
 * @param {readonly Finding[]} findings  The findings about this key.
 */
export function asksPassphrase(key, findings) {
  if (key === null || key.text === "") return false;
  const said = findings.map(({ code }) => code);
  if (key.passphrase || said.some((code) => code.startsWith("key-passphrase"))) return true;
  // Nothing here could decrypt it.
  return ENCRYPTED.test(key.text) && !said.includes("key-engine-missing");
}

/**
 * @param {"" | "signing-" | "decryption-"} prefix  The beginning of the elements' ids.
 * @param {() => KeyInput | null} current  Returns the present key.
 * @param {(key: KeyInput) => void} change  Called with the changed key.
 */
export function keyFields(prefix, current, change) {
  const encoding = byId(`${prefix}encoding`, HTMLSelectElement);
  const form = byId(`${prefix}passphrase-form`, HTMLFormElement);
  const passphrase = byId(`${prefix}passphrase`, HTMLInputElement);
  encoding.addEventListener("change", () =>
    change({
      ...(current() ?? { text: "" }),
      encoding: /** @type {KeyInput["encoding"]} */ (encoding.value),
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  passphrase.addEventListener("input", () => {
    const { passphrase: _, ...key } = current() ?? { text: "" };
    change(passphrase.value === "" ? key : { ...key, passphrase: passphrase.value });
  });
  return {
    /**
     * @param {KeyInput | null} key
     * @param {boolean} asks  Whether the passphrase is asked for.
     * @param {boolean} [isOther]  Whether it is known to be no HMAC secret.
     */
    draw(key, asks, isOther = false) {
      encoding.value = key?.encoding ?? "utf8";
      if (encoding.parentElement)
        encoding.parentElement.hidden = isOther || SAYS_ITSELF.test(key?.text ?? "");
      form.hidden = !asks;
      if (passphrase.value !== (key?.passphrase ?? "")) passphrase.value = key?.passphrase ?? "";
    },
  };
}
