/** The key generator. The new key goes into the key panes, and can be copied here. */
import { byId, h } from "../../shared/dom.js";
import { gravestFirst, item } from "./findings.js";
import { copyAs } from "./key-facts.js";

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

/** Why a generation was aborted: the user has cleared the page. */
const CLEARED = "cleared";

/** @param {import("../../shared/dom.js").App} app */
export function mountGenerateKey({ store, session, announce, reveal }) {
  const form = byId("generate", HTMLFormElement);
  const alg = byId("generate-alg", HTMLSelectElement);
  const bitsField = byId("generate-bits-field", HTMLElement);
  const bits = byId("generate-bits", HTMLSelectElement);
  const button = byId("generate-button", HTMLButtonElement);
  const result = byId("generated", HTMLElement);
  /** Aborts the generation under way; null when there is none. @type {AbortController | null} */
  let making = null;

  const drawSizes = () => {
    const sizes = sizesOf(alg.value);
    bitsField.hidden = sizes.length === 0;
    bits.replaceChildren(
      ...sizes.map((size) =>
        h("option", { value: size }, `${size} bits${size === 4096 ? " (slow)" : ""}`),
      ),
    );
  };
  alg.addEventListener("change", drawSizes);
  store.subscribe(({ meta }, previous) => {
    button.disabled = meta === null;
    if (previous !== null && meta === previous.meta) return;
    const names = algorithmsOf(meta).filter((name) => name !== "none");
    if ([...alg.options].map(({ value }) => value).join() === names.join()) return;
    const chosen = alg.value;
    alg.replaceChildren(...names.map((name) => h("option", {}, name)));
    if (names.includes(chosen)) alg.value = chosen;
    drawSizes();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (making) return making.abort();
    making = new AbortController();
    const { signal } = making;
    const name = alg.value;
    const size = Number(bits.value);
    button.textContent = "Cancel";
    result.replaceChildren(h("p", { class: "hint" }, `Making a ${name} key …`));
    const key = await session.generateKey(name, bits.options.length > 0 ? size : undefined, signal);
    making = null;
    button.textContent = "Generate";
    if (signal.reason === CLEARED) return result.replaceChildren();
    if (signal.aborted) announce("Cancelled. Your keys are as they were.");
    else if (key?.private)
      announce(isInPlace(key) ? `A new ${name} key is in place.` : `A new ${name} key is made.`);
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
  });

  /**
   * Tells whether the page has taken the new key. It does not when the user has typed another one
   * meanwhile.
   * @param {GeneratedKey} key
   */
  const isInPlace = (key) => store.get().inputs.key.text === (key.public ?? key.private)?.jwk;

  /** @param {GeneratedKey} key @returns {Node[]} */
  function made(key) {
    const where =
      key.public === null
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
              "Copy it if you want to keep it: the page stores nothing.",
            ),
          ]),
      ...rows,
      ...(key.findings.length === 0
        ? []
        : [
            h(
              "ul",
              { class: "findings" },
              ...gravestFirst(key.findings).map((finding) => item(finding, reveal)),
            ),
          ]),
    ];
  }
}

/**
 * Returns every algorithm that some engine of this page has, in the order of the engines.
 * @param {import("../../engine/contract").Meta | null} meta
 * @returns {string[]}
 */
export function algorithmsOf(meta) {
  return [
    ...new Set(
      meta?.engines.flatMap(({ algorithms }) => algorithms) ?? ["HS256", "HS384", "HS512"],
    ),
  ];
}
