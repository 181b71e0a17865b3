/** The key generator: the new key goes into the panes and can be copied from here. */
import { copyButton } from "./clipboard.js";
import { byId, h } from "./dom.js";
import { items } from "./findings.js";

/** @param {import("./dom.js").App} app */
export function mountGenerate({ store, session, announce, reveal }) {
  const form = byId("generate", HTMLFormElement);
  const alg = byId("generate-alg", HTMLSelectElement);
  const bitsField = byId("generate-bits-field", HTMLElement);
  const bits = byId("generate-bits", HTMLSelectElement);
  const button = byId("generate-button", HTMLButtonElement);
  const result = byId("generated", HTMLElement);

  const isRsa = () => /^[RP]S/.test(alg.value);
  const draw = () => { bitsField.hidden = !isRsa(); };
  alg.addEventListener("change", draw);
  store.subscribe(({ meta }, previous) => {
    button.disabled = meta === null;
    if (previous !== null && meta === previous.meta) return;
    alg.replaceChildren(...algorithmsOf(meta).filter((name) => name !== "none").map((name) => h("option", {}, name)));
    draw();
  });

  /** Of the generation under way. @type {AbortController | null} */
  let making = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (making) return making.abort();
    making = new AbortController();
    button.textContent = "Cancel";
    const key = await session.generateKey(alg.value, isRsa() ? Number(bits.value) : undefined, making.signal);
    making = null;
    button.textContent = "Generate";
    if (key === null) return;
    const made = key.private !== null;
    if (made) announce(`A new ${alg.value} key is in place.`);
    const rows = /** @type {const} */ ([[key.public === null ? "Secret" : "Private key", key.private], ["Public key", key.public]]).flatMap(([name, half]) => {
      if (half === null) return [];
      return [h("div", { class: "row" }, h("span", {}, name), ...["jwk", "pem"].flatMap((form) => {
        const text = form === "jwk" ? half.jwk : half.pem;
        if (text === null) return [];
        const copier = h("button", { type: "button", class: "quiet" }, form.toUpperCase());
        copyButton(copier, () => text, `${name} as ${form.toUpperCase()}`, announce);
        return [copier];
      }))];
    });
    result.replaceChildren(
      ...(made ? [h("p", { class: "hint" }, "The key is in the panes above. Copy it now if you want to keep it: the page stores nothing.")] : []),
      ...rows,
      h("ul", { class: "findings" }, ...items(key.findings, reveal)),
    );
  });
}

/** Every algorithm that some engine of this page has, in the engines' order. @param {import("../engine/contract").Meta | null} meta @returns {string[]} */
export function algorithmsOf(meta) {
  return [...new Set(meta?.engines.flatMap(({ algorithms }) => algorithms) ?? ["HS256", "HS384", "HS512"])];
}
