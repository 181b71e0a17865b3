/** The key generator. The new key goes into the key panes, and can be copied here. */
import { stringMember } from "../../editors/json-text.js";
import { byId, h, setText } from "../../shared/dom.js";
import { offerUndo } from "../../shared/undo.js";
import { findingItem } from "../../shared/finding-item.js";
import { gravestFirst } from "./findings.js";
import { withEncryption } from "./encryption.js";
import { headerForKey, kidOf } from "./header-for-key.js";
import { copyAs } from "./key-facts.js";
import { shownTexts } from "./shown-texts.js";

/** @typedef {import("../../engine/contract").GeneratedKey} GeneratedKey */

/**
 * Returns the sizes to choose from, in bits. The first one is the engine's own default. A curve has
 * only one size, so there is none to choose.
 * @param {string} alg
 */
function sizesOf(alg) {
  if (/^[RP]S/.test(alg)) return [2048, 3072, 4096];
  const least = Number(/^HS(\d+)$/.exec(alg)?.[1]); // the size of the hash (RFC 7518 section 3.2)
  return least ? [...new Set([least, 512, 1024])] : [];
}

/** What a new key replaces. @type {(keyof import("../../state/model").Inputs)[]} */
const REPLACED = ["key", "signingKey", "direction", "header", "payload"];

/** Why a generation was aborted: the user has cleared the page. */
const CLEARED = "cleared";

/** @param {import("../../shared/dom.js").App} app */
export function mountGenerateKey(app) {
  const { store, session, announce, reveal } = app;
  const form = byId("generate", HTMLFormElement);
  const alg = byId("generate-alg", HTMLSelectElement);
  const bitsField = byId("generate-bits-field", HTMLElement);
  const bits = byId("generate-bits", HTMLSelectElement);
  const button = byId("generate-button", HTMLButtonElement);
  const result = byId("generated", HTMLElement);
  /** Aborts the generation under way; null when there is none. @type {AbortController | null} */
  let making = null;

  /** What the menu of sizes holds. @type {{ choice: { bits?: number } }[]} */
  let choices = [];
  const encryptionNames = () =>
    algorithmsOf(store.get().meta, "key_management").filter((name) => name !== "RSA1_5");
  const drawSizes = async () => {
    const name = alg.value;
    const sizes = sizesOf(name).map((size) => ({
      label: `${size} bits${size === 4096 ? " (slow)" : ""}`,
      choice: { bits: size },
    }));
    const of = encryptionNames().includes(name)
      ? await withEncryption(({ choicesOf }) => choicesOf(name, store.get().meta))
      : { label: "Size", choices: sizes };
    if (of === null || name !== alg.value) return;
    bitsField.hidden = of.choices.length === 0;
    choices = of.choices;
    if (bits.labels[0]) setText(bits.labels[0], of.label);
    bits.replaceChildren(
      ...of.choices.map(({ label, choice }) => h("option", { value: choice.bits ?? label }, label)),
    );
  };
  /** Whether the user has chosen the algorithm. Until then it is that of the token. */
  let chosen = false;
  alg.addEventListener("change", () => {
    chosen = true;
    drawSizes();
  });
  store.subscribe((state, previous) => {
    const { meta } = state;
    button.disabled = meta === null;
    if (previous === null || meta !== previous.meta) drawNames(meta);
    if (!chosen) preset(stringMember(shownTexts(state).header ?? "", "alg"));
  });

  /** @param {import("../../state/model").State["meta"]} meta */
  function drawNames(meta) {
    const names = algorithmsOf(meta).filter((name) => name !== "none");
    const others = encryptionNames();
    if ([...alg.options].map(({ value }) => value).join() === [...names, ...others].join()) return;
    const before = alg.value;
    alg.replaceChildren(
      ...names.map((name) => h("option", {}, name)),
      h(
        "optgroup",
        { label: "For encryption", hidden: others.length === 0 },
        ...others.map((name) => h("option", {}, name)),
      ),
    );
    if (names.includes(before)) alg.value = before;
    drawSizes();
  }

  /** @param {string | null} name  Null: no token says one. */
  function preset(name) {
    const options = [...alg.options];
    const next = name === null ? options[0] : options.find(({ value }) => value === name);
    if (!next || next.selected) return;
    alg.value = next.value;
    drawSizes();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (making) return making.abort();
    making = new AbortController();
    const { signal } = making;
    const name = alg.value;
    const { choice = {} } = choices[bits.selectedIndex] ?? {};
    const isForEncryption = encryptionNames().includes(name);
    const before = store.get();
    button.textContent = "Cancel";
    result.replaceChildren(h("p", { class: "hint" }, `Making a ${name} key …`));
    const key = isForEncryption
      ? await withEncryption((loaded) => loaded.generate(app, name, choice, signal))
      : await session.generateKey(name, choice.bits, signal);
    making = null;
    button.textContent = "Generate";
    if (signal.reason === CLEARED) return result.replaceChildren();
    if (signal.aborted) announce("Cancelled. Your keys are as they were.");
    else if (key?.private && !isForEncryption) {
      if (isInPlace(key)) tellInPlace(key, name, before);
      else announce(`A new ${name} key is made.`);
    }
    result.replaceChildren(
      ...(key === null
        ? signal.aborted
          ? [h("p", { class: "hint" }, "Cancelled. Your keys are as they were.")]
          : []
        : made(key)),
    );
  });

  // The buttons hold the private key, and so would those of a key that is still being made.
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    making?.abort(CLEARED);
    result.replaceChildren();
    chosen = false;
    preset(null);
  });

  /**
   * Lets the header name the new key, says so, and offers the way back.
   * @param {GeneratedKey} key
   * @param {string} name  The algorithm.
   * @param {import("../../state/model").State} before  The state before the key was made.
   */
  function tellInPlace(key, name, before) {
    const now = store.get();
    const { source, header, payload } = shownTexts(now);
    const readable = source !== "stale" && header !== null && payload !== null;
    const changed = readable ? headerForKey(header, name, kidOf(key)) : null;
    // What was typed while the key was made belongs to what was there before.
    const { inputs, linkTerms } = before;
    const { key: text, signingKey } = inputs;
    const old = { ...now, linkTerms, inputs: { ...now.inputs, key: text, signingKey } };
    if (changed !== null && payload !== null)
      session.update({ direction: "sign", header: changed, payload });
    const done = `A new ${name} key is in place.`;
    const also = changed === null ? "" : " The header names its alg and kid now; sign to use it.";
    const sign = { label: "Sign", run: () => byId("sign", HTMLButtonElement).click() };
    offerUndo({ store, session }, done + also, old, {
      names: REPLACED,
      next: changed === null ? [] : [sign],
    });
  }

  /**
   * Tells whether the page has taken the new key. It does not when the user has typed another one
   * meanwhile.
   * @param {GeneratedKey} key
   */
  const isInPlace = (key) => {
    const { inputs } = store.get();
    return inputs.key.text === (key.public ?? key.private)?.jwk || opens(key);
  };
  /** @param {GeneratedKey} key */
  const opens = (key) => store.get().inputs.decryptionKey?.text === key.private?.jwk;

  /** @param {GeneratedKey} key @returns {Node[]} */
  function made(key) {
    const where = opens(key)
      ? "It is the decryption key, and encrypts as well."
      : key.public === null
        ? "It is the key above."
        : "The public half is the key above, the private half the signing key.";
    const halves = /** @type {const} */ ([
      [key.public === null ? "Secret" : "Private key", key.private],
      ["Public key", key.public],
    ]);
    const rows = halves.flatMap(([name, half]) =>
      half === null
        ? []
        : [
            h(
              "div",
              { class: "row copies" },
              h("span", { class: "hint" }, `${name}: copy as`),
              copyAs("JWK", half.jwk, announce, `${name} as JWK`),
              ...(half.pem === null ? [] : [copyAs("PEM", half.pem, announce, `${name} as PEM`)]),
            ),
          ],
    );
    return [
      ...(key.private === null
        ? []
        : [
            h(
              "p",
              {},
              ...(isInPlace(key)
                ? [h("strong", {}, "A new key is in place. "), `${where} `]
                : [
                    h("strong", {}, "A new key is made, but not in place. "),
                    "You changed a key meanwhile, and yours was kept. ",
                  ]),
              "Copy it if you want to keep it.",
            ),
          ]),
      ...rows,
      ...(key.findings.length === 0
        ? []
        : [
            h(
              "ul",
              { class: "findings" },
              ...gravestFirst(key.findings).map((finding) => findingItem(finding, reveal)),
            ),
          ]),
    ];
  }
}

/**
 * Returns every algorithm that some engine of this page has, in the order of the engines.
 * @param {import("../../engine/contract").Meta | null} meta
 * @param {"algorithms" | "key_management" | "content_encryption"} [of]
 * @returns {string[]}
 */
export function algorithmsOf(meta, of = "algorithms") {
  const first = of === "algorithms" ? ["HS256", "HS384", "HS512"] : [];
  return [...new Set(meta?.engines.flatMap((engine) => engine[of]) ?? first)];
}
