/** Keys for encryption: what there is to choose, and how they are made and put in. */
import { offerUndo } from "../../../shared/undo.js";
import { toast } from "../../../shared/toast.js";
import { kit } from "./kit.js";

/** @typedef {import("../../../shared/dom.js").App} App */
/** @typedef {import("../../../engine/contract").GeneratedKey} GeneratedKey */
/** @typedef {import("../../../engine/contract").Meta} Meta */
/** @typedef {{ bits?: number, crv?: string, enc?: string }} Choice */

const CURVES = ["P-256", "P-384", "P-521", "X25519", "X448"];
const SIZES = [2048, 3072, 4096];

/**
 * Returns what can be chosen for a key, the usual first, and what it is called. Empty: nothing.
 * @param {string} alg
 * @param {Meta | null} meta
 * @returns {{ label: string, choices: { label: string, choice: Choice }[] }}
 */
export function choicesOf(alg, meta) {
  if (alg.startsWith("RSA"))
    return {
      label: "Size",
      choices: SIZES.map((bits) => ({
        label: `${bits} bits${bits === 4096 ? " (slow)" : ""}`,
        choice: { bits },
      })),
    };
  if (alg.startsWith("ECDH"))
    return { label: "Curve", choices: CURVES.map((crv) => ({ label: crv, choice: { crv } })) };
  if (alg !== "dir") return { label: "", choices: [] };
  const names = kit.algorithmsOf(meta, "content_encryption");
  return { label: "For", choices: names.map((enc) => ({ label: enc, choice: { enc } })) };
}

/**
 * Makes a key, and puts it into the field of the decryption key: it opens, and what is public of it
 * encrypts.
 * @param {App} app
 * @param {string} alg
 * @param {Choice} [choice]
 * @param {AbortSignal} [signal]
 * @returns {Promise<GeneratedKey | null>}  Null when it failed or was aborted.
 */
export async function generate(app, alg, { bits, crv, enc } = {}, signal) {
  const { store, session, client } = app;
  const before = store.get();
  const { engine } = before.inputs;
  const params = {
    alg,
    ...(bits !== undefined && { bits }),
    ...(alg.startsWith("ECDH") && crv !== undefined && { crv }),
    ...(alg === "dir" && enc !== undefined && { enc }),
    ...(engine !== "auto" && { engine }),
  };
  let reply;
  try {
    reply = await client.call("generate_key", params, signal && { signal });
  } catch (reason) {
    if (signal?.aborted) return null;
    throw reason;
  }
  if (!reply.ok) {
    store.set({ error: reply.error });
    return null;
  }
  const made = reply.result;
  if (made.private === null) {
    toast(made.findings[0]?.message ?? "The key could not be made.");
    return made;
  }
  const now = store.get();
  // A key that was typed meanwhile is not overwritten.
  if (now.inputs.decryptionKey !== before.inputs.decryptionKey) return made;
  session.update({ decryptionKey: { text: made.private.jwk } });
  offerUndo(app, `A new ${alg} key is in place, as the decryption key.`, now, {
    names: ["decryptionKey"],
  });
  return made;
}
