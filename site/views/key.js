/** The key pane: encodings and passphrases where they matter, and what was recognized. */
import { copyButton } from "./clipboard.js";
import { byId, h, plural } from "./dom.js";
import { items } from "./findings.js";

/** @typedef {import("../engine/contract").DescribedKey} DescribedKey */
/** @typedef {import("../engine/contract").KeyInput} KeyInput */
/** @typedef {import("../model").State} State */

/** @param {import("./dom.js").App} app */
export function mountKey({ store, session, announce, reveal }) {
  const recognized = byId("recognized", HTMLElement);
  const details = byId("signing-key-details", HTMLDetailsElement);

  const verification = keyFields("", () => store.get().inputs.key, (key) => session.update({ key }));
  const signing = keyFields("signing-", () => store.get().inputs.signingKey, (signingKey) => session.update({ signingKey }));

  store.subscribe((state, previous) => {
    const { inputs, keys } = state;
    verification.draw(inputs.key, asksPassphrase(state));
    signing.draw(inputs.signingKey, /ENCRYPTED/.test(inputs.signingKey?.text ?? ""));
    if (inputs.signingKey !== null && previous?.inputs.signingKey == null) details.open = true;
    if (previous !== null && keys === previous.keys && inputs.key === previous.inputs.key) return;
    const described = inputs.key.text === "" ? null : keys;
    recognized.replaceChildren(
      ...(described?.keys ?? []).map((key) => card(key, announce)),
      ...(described !== null && described.findings.length > 0 ? [h("ul", { class: "findings" }, ...items(described.findings, reveal))] : []),
    );
  });
}

/** @param {State} state */
function asksPassphrase({ inputs, keys, report }) {
  if (inputs.key.passphrase) return true;
  const findings = [...(keys?.findings ?? []), ...(report?.findings ?? [])];
  return /-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(inputs.key.text) || findings.some(({ code }) => code.includes("passphrase"));
}

/**
 * Encoding and passphrase of one key.
 * @param {"" | "signing-"} prefix Of the ids.
 * @param {() => KeyInput | null} current
 * @param {(key: KeyInput) => void} change
 */
function keyFields(prefix, current, change) {
  const encoding = byId(`${prefix}encoding`, HTMLSelectElement);
  const field = byId(`${prefix}passphrase-field`, HTMLElement);
  const passphrase = byId(`${prefix}passphrase`, HTMLInputElement);
  encoding.addEventListener("change", () => change({ ...(current() ?? { text: "" }), encoding: /** @type {KeyInput["encoding"]} */ (encoding.value) }));
  passphrase.addEventListener("input", () => {
    const { passphrase: _, ...key } = current() ?? { text: "" };
    change(passphrase.value === "" ? key : { ...key, passphrase: passphrase.value });
  });
  return {
    /** @param {KeyInput | null} key @param {boolean} asks */
    draw(key, asks) {
      encoding.value = key?.encoding ?? "utf8";
      // Only an HMAC secret's text can be read in several ways; every other form says itself what it is.
      const says = /^\s*(?:\{|\[|-----BEGIN|ssh-|ecdsa-)/.test(key?.text ?? "");
      if (encoding.parentElement) encoding.parentElement.hidden = says;
      field.hidden = !asks;
      if (passphrase.value !== (key?.passphrase ?? "")) passphrase.value = key?.passphrase ?? "";
    },
  };
}

/** @param {DescribedKey} key @param {(text: string) => void} announce */
function card(key, announce) {
  const what = key.kty === "oct" ? "Shared secret" : `${key.private ? "Private" : "Public"} ${key.kty} key`;
  const facts = [
    key.curve,
    key.bits === null ? null : plural(key.bits, "bit"),
    key.alg === null ? null : `alg ${key.alg}`,
    key.use === null ? null : `use ${key.use}`,
    key.kid === null ? null : `kid ${key.kid}`,
  ].filter((fact) => fact !== null);
  const copies = /** @type {const} */ ([["JWK", key.jwk], ["PEM", key.pem], ["Public JWK", key.private ? key.public_jwk : null], ["Public PEM", key.private ? key.public_pem : null]])
    .flatMap(([label, text]) => {
      if (text === null) return [];
      const button = h("button", { type: "button", class: "quiet" }, label);
      copyButton(button, () => text, label, announce);
      button.setAttribute("aria-label", `Copy as ${label}`);
      return [button];
    });
  return h("div", { class: "key-facts" },
    h("p", {}, h("strong", {}, what), ...facts.map((fact) => h("span", { class: "fact" }, fact))),
    h("p", { class: "hint" }, key.algorithms.length > 0 ? `Allows ${key.algorithms.join(", ")}` : "Fits no signature algorithm here"),
    ...(key.thumbprint === null ? [] : [h("p", { class: "hint" }, "Thumbprint ", h("code", {}, key.thumbprint))]),
    h("div", { class: "row copies" }, h("span", { class: "hint" }, "Copy as"), ...copies),
  );
}
