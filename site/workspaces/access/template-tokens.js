/** Tokens as known issuers write them, as further columns. They are signed with the user's key. */
import templates from "../../content/templates.json";
import { byId, h } from "../../shared/dom.js";
import { textsOf } from "../../shared/template-texts.js";
import { toast } from "../../shared/toast.js";

const NO_KEY =
  "A template is signed with the key of “Inspect”. Enter a secret or a private key there first.";

/**
 * @param {Pick<import("../../shared/dom.js").App, "client" | "store" | "clock">} app
 * @param {(token: string) => void} onToken
 */
export function mountTemplateTokens({ client, store, clock }, onToken) {
  const select = byId("access-template", HTMLSelectElement);
  select.append(...templates.map(({ id, label }) => h("option", { value: id }, label)));
  select.addEventListener("change", async () => {
    const template = templates.find(({ id }) => id === select.value);
    select.value = "";
    if (!template) return;
    const { inputs } = store.get();
    const texts = textsOf(template, inputs.now ?? clock.now());
    const token = await signed(
      client,
      texts,
      inputs.signingKey?.text ? inputs.signingKey : inputs.key,
    );
    if (token === null) toast(NO_KEY);
    else onToken(token);
  });
}

/**
 * Signs with the first algorithm that the key allows: the template's own may need another key.
 * @param {Pick<import("../../engine/client.js").EngineClient, "call">} client
 * @param {{ header: string, payload: string }} texts
 * @param {import("../../engine/contract").KeyInput} key
 * @returns {Promise<string | null>}  Null if the key signs nothing.
 */
async function signed(client, { header, payload }, key) {
  const described = key.text === "" ? null : await client.call("describe_key", { key });
  const [first] = described?.ok ? described.result.keys.filter((each) => each.private) : [];
  const [alg] = first?.algorithms ?? [];
  if (alg === undefined) return null;
  const { kid: _, ...rest } = JSON.parse(header); // of a key of the issuer, which nobody has
  const reply = await client.call("sign", {
    header: JSON.stringify({ ...rest, alg }),
    payload,
    key,
  });
  return reply.ok ? reply.result.token : null;
}
