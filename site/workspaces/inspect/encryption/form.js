/** The form below the panes: encrypt the drafts, or sign them first. */
import { readMembers, setStringMember, stringMember } from "../../../editors/json-text.js";
import { byId, h, setText } from "../../../shared/dom.js";
import { encrypt, encryptionKey, kidOf } from "./encrypt.js";
import { generate } from "./generate.js";
import { alsoWhen } from "./key-card.js";
import { usualAlg, withoutOpenOnly } from "./words.js";
import { kit } from "./kit.js";

/** @typedef {import("../../../shared/dom.js").App} App */
/** @typedef {import("../../../engine/contract").DescribedKey} DescribedKey */

const NO_KEY =
  "Give the recipient’s public key, or the shared secret, under “Decryption key”; or generate one.";
const SIGN_FIRST = "sign";
/** What most people want: it authenticates, and it is fast. */
const USUAL_ENC = "A256GCM";

/** @type {(() => void) | null} */
let toggle = null;

/** Opens the form, or closes it. @param {App} app */
export function toggleForm(app) {
  toggle ??= mountForm(app);
  toggle();
}

/** @param {App} app @returns {() => void} */
function mountForm(app) {
  const { store, client, announce, showPart } = app;
  const form = byId("encrypt-form", HTMLFormElement);
  const opener = byId("encrypt", HTMLButtonElement);
  const what = choice("encrypt-what", "Make", [
    ["encrypt", "an encrypted token"],
    [SIGN_FIRST, "a signed token, then encrypted"],
  ]);
  const alg = choice("encrypt-alg", "Key by", []);
  const enc = choice("encrypt-enc", "Content by", []);
  const about = h("p", { id: "encrypt-key", role: "status" });
  const press = h("button", { type: "submit", class: "primary", id: "encrypt-now" }, "Encrypt");
  const enter = h("button", { type: "button", id: "encrypt-enter" }, "Enter a key");
  const make = h("button", { type: "button", id: "encrypt-generate" }, "Generate a key");
  form.setAttribute("aria-label", "Encrypt");
  form.append(
    h("div", { class: "row" }, what.field, alg.field, enc.field),
    about,
    h("div", { class: "row" }, press, enter, make),
  );

  /** The key that encrypts; null while nothing is known of it. @type {DescribedKey | null} */
  let known = null;
  let isChosen = false;
  const describing = kit.createLatestRequest(
    (/** @type {import("../../../state/model").Inputs} */ inputs) =>
      client.call("describe_key", kit.describeParams({ ...inputs, key: encryptionKey(inputs) })),
    (reply) => {
      known = (reply.ok && reply.result.keys[0]) || null;
      draw();
    },
  );

  const close = () => {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    store.set({}); // the card of the key may go as well
  };
  alsoWhen(() => !form.hidden);

  function draw() {
    const { inputs, meta } = store.get();
    const { header } = kit.shownTexts(store.get());
    const names = withoutOpenOnly(kit.algorithmsOf(meta, "key_management"));
    alg.fill(names);
    enc.fill(kit.algorithmsOf(meta, "content_encryption"));
    if (!isChosen) {
      const own = kit.encrypts(header) ? stringMember(header ?? "", "alg") : null;
      alg.select.value = names.includes(own ?? "") ? (own ?? "") : usualAlg(known);
      enc.select.value = stringMember(header ?? "", "enc") ?? USUAL_ENC;
    }
    const hasKey = encryptionKey(inputs).text !== "";
    setText(about, hasKey ? withKey(inputs) : NO_KEY);
    press.disabled = !hasKey || names.length === 0;
    setText(press, what.select.value === SIGN_FIRST ? "Sign and encrypt" : "Encrypt");
  }

  /** @param {import("../../../state/model").Inputs} inputs */
  function withKey({ decryptionKey }) {
    const field = decryptionKey?.text ? "Decryption key" : "Verification key";
    if (known === null) return `It is encrypted with the key under “${field}”.`;
    if (known.kty === "oct")
      return `It is encrypted with the shared secret under “${field}”: whoever has it can open it.`;
    const name = kit.keyName(known).replace(/ \w+ key$/, " key");
    return known.private
      ? `It is encrypted for the ${name} under “${field}”: with its private half it can be opened.`
      : `It is encrypted for the ${name} under “${field}”. Without its private half, which is not here, ` +
          "you cannot open it again.";
  }

  form.addEventListener("change", () => {
    isChosen = true;
    draw();
  });
  enter.addEventListener("click", () => {
    showPart("key");
    const place = byId("decryption-key", HTMLElement);
    place.scrollIntoView({ block: "nearest" });
    place.focus();
  });
  make.addEventListener("click", async () => {
    make.disabled = true;
    await generate(app, alg.select.value, { enc: enc.select.value });
    make.disabled = false;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const outcome = await run();
    if (outcome === "signed") {
      const done = what.select.value === SIGN_FIRST ? "Signed and encrypted" : "Encrypted";
      close();
      kit.tellSigned(store.get().inputs.token, showPart, done);
      byId("edit", HTMLElement).focus({ preventScroll: true });
    } else if (outcome === "refused" || outcome === "kept")
      kit.tellRefused(store.get().signFindings, { announce, showPart });
    else if (outcome === "failed") byId("error", HTMLElement).scrollIntoView({ block: "nearest" });
  });

  async function run() {
    const state = store.get();
    const { header, payload } = kit.shownTexts(state);
    const drafts = { header: header ?? "", payload: payload ?? "" };
    const kid = kidOf(encryptionKey(state.inputs));
    const jwe = (/** @type {string} */ text) => {
      const changed = kit.headerForKey(text, alg.select.value, kid) ?? text;
      return withEnc(changed, enc.select.value);
    };
    if (what.select.value !== SIGN_FIRST)
      return await encrypt(app, { drafts: { ...drafts, header: jwe(drafts.header) } });
    const outer = { alg: alg.select.value, enc: enc.select.value, cty: "JWT", ...(kid && { kid }) };
    const signed = kit.encrypts(header) ? await signingHeader() : drafts.header;
    return await encrypt(app, {
      drafts: { ...drafts, header: signed },
      outer: JSON.stringify(outer),
    });
  }

  /** The header of a token that was opened is none to sign: the key says the algorithm. */
  async function signingHeader() {
    const { inputs } = store.get();
    const key = inputs.signingKey?.text ? inputs.signingKey : inputs.key;
    const reply = await client.call("describe_key", kit.describeParams({ ...inputs, key }));
    const [first] = reply.ok ? reply.result.keys : [];
    const kid = kidOf(key);
    return JSON.stringify({
      alg: first?.algorithms[0] ?? "HS256",
      typ: "JWT",
      ...(kid && { kid }),
    });
  }

  store.subscribe((state, previous) => {
    if (state.inputs.token === "" && state.inputs.direction === "verify")
      what.select.value = "encrypt"; // Clear was pressed
    if (form.hidden) return;
    if (state.inputs.direction !== "sign" || state.inputs.token !== previous?.inputs.token)
      return close();
    const before = previous.inputs;
    if (
      state.inputs.key !== before.key ||
      state.inputs.decryptionKey !== before.decryptionKey ||
      state.meta !== previous.meta
    )
      ask();
  });

  function ask() {
    const { inputs } = store.get();
    known = null;
    if (encryptionKey(inputs).text === "") describing.cancel();
    else describing.ask(inputs);
    draw();
  }

  return () => {
    if (!form.hidden) return close();
    // The finder comes here as well.
    if (store.get().inputs.direction !== "sign") byId("edit", HTMLButtonElement).click();
    if (store.get().inputs.direction !== "sign") return;
    form.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    isChosen = false;
    store.set({}); // the card of the key comes
    ask();
    what.select.focus();
  };
}

/**
 * Sets `enc`. A new one comes behind `alg`, where people expect it.
 * @param {string} header
 * @param {string} name
 */
function withEnc(header, name) {
  const members = readMembers(header) ?? [];
  const [alg] = members.filter((member) => member.name === "alg");
  if (!alg || members.some((member) => member.name === "enc"))
    return setStringMember(header, "enc", name);
  const end = alg.range[1];
  return `${header.slice(0, end)},"enc":${JSON.stringify(name)}${header.slice(end)}`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {[value: string, label: string][]} options
 */
function choice(id, label, options) {
  const select = h(
    "select",
    { id, autocomplete: "off" },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
  const field = h("span", { class: "inline" }, h("label", { for: id }, label), " ", select);
  return {
    field,
    select,
    /** @param {string[]} names */
    fill(names) {
      if ([...select.options].map(({ value }) => value).join() === names.join()) return;
      const before = select.value;
      select.replaceChildren(...names.map((name) => h("option", {}, name)));
      if (names.includes(before)) select.value = before;
    },
  };
}
