/** A key's encoding and passphrase: asked for where they matter. */
import { byId } from "./dom.js";

/** @typedef {import("../engine/contract").KeyInput} KeyInput */
/** @typedef {import("../engine/contract").Finding} Finding */

/** Every other form than an HMAC secret's says itself what it is. */
const SAYS_ITSELF = /^\s*(?:\{|\[|-----BEGIN|ssh-|ecdsa-)/;
const ENCRYPTED = /-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/;

/**
 * Whether a key needs a passphrase, or has one.
 * @param {KeyInput | null} key
 * @param {readonly Finding[]} findings About this key.
 */
export function asksPassphrase(key, findings) {
  if (key === null || key.text === "") return false;
  const said = findings.map(({ code }) => code);
  if (key.passphrase || said.some((code) => code.startsWith("key-passphrase"))) return true;
  return ENCRYPTED.test(key.text) && !said.includes("key-engine-missing"); // nothing here could open it
}

/**
 * @param {"" | "signing-"} prefix Of the ids.
 * @param {() => KeyInput | null} current
 * @param {(key: KeyInput) => void} change
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
    /** @param {KeyInput | null} key @param {boolean} asks @param {boolean} [isOther] Known to be no HMAC secret. */
    draw(key, asks, isOther = false) {
      encoding.value = key?.encoding ?? "utf8";
      if (encoding.parentElement)
        encoding.parentElement.hidden = isOther || SAYS_ITSELF.test(key?.text ?? "");
      form.hidden = !asks;
      if (passphrase.value !== (key?.passphrase ?? "")) passphrase.value = key?.passphrase ?? "";
    },
  };
}
