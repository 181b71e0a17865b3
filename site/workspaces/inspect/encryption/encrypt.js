/**
 * Encrypts the drafts, or signs and then encrypts them. As with Sign, the result takes the token's
 * place only if nothing was typed meanwhile.
 */
import { removeMember, stringMember } from "../../../editors/json-text.js";
import { kit } from "./kit.js";

/** @import { Finding, KeyInput } from "../../../engine/contract" */
/** @import { Drafts, Inputs, SignOutcome } from "../../../state/model" */
/** @typedef {import("../../../shared/dom.js").App} App */

/** What the result is made of. @type {(keyof Inputs)[]} */
const MADE_OF = ["token", "header", "payload", "key", "signingKey", "decryptionKey", "engine"];
/** What an algorithm draws anew for each token, or puts in itself. */
const DRAWN = ["epk", "iv", "tag", "p2s"];

/** The key that opens what was made stands there on purpose. */
const OWN_KEY = "key-private-given";

let last = 0;

/**
 * Returns the key that encrypts: the recipient's public key, or the shared secret.
 * @param {Inputs} inputs
 * @returns {KeyInput}
 */
export function encryptionKey({ key, decryptionKey }) {
  return decryptionKey?.text ? decryptionKey : key;
}

/**
 * @param {App} app
 * @param {object} [how]
 * @param {Drafts} [how.drafts]  Those to encrypt; by default those of the page.
 * @param {string} [how.outer]  The header of the JWE. Then the drafts are signed first.
 * @returns {Promise<SignOutcome>}
 */
export async function encrypt({ store, session, client }, { drafts, outer } = {}) {
  const { inputs } = store.get();
  const number = ++last;
  const isLate = () =>
    number !== last || MADE_OF.some((name) => store.get().inputs[name] !== inputs[name]);
  let { header, payload } = drafts ?? kit.draftsToSign(store.get());
  store.set({ signFindings: [], error: null });
  /** @type {Finding[]} */
  let findings = [];
  const asked = { header, payload };

  if (outer !== undefined) {
    const signed = await client.call("sign", kit.signParams(inputs, asked));
    if (isLate()) return "late";
    if (!signed.ok) return failed(signed.error);
    findings = signed.result.findings;
    const { token } = signed.result;
    if (token === null) return told("refused");
    if (!(await kit.askToSign(asked, findings))) return isLate() ? "late" : told("kept");
    header = outer;
    payload = token;
  }
  const reply = await client.call("encrypt", {
    header: withoutDrawn(header),
    payload,
    key: encryptionKey(inputs),
    ...(inputs.engine !== "auto" && { engine: inputs.engine }),
  });
  if (isLate()) return "late";
  if (!reply.ok) return failed(reply.error);
  findings = [...findings, ...reply.result.findings.filter(({ code }) => code !== OWN_KEY)];
  const { token } = reply.result;
  if (token === null) return told("refused");
  put(token);
  return "signed";

  /** @param {string} made */
  function put(made) {
    // Until the engine has judged it, the panes show what was encrypted, not the token before.
    const shown = outer === undefined ? { ...kit.preview(made), payload } : kit.preview(made);
    session.update({ direction: "verify", token: made, header: "", payload: "" });
    store.set({ signFindings: findings, preview: shown });
  }

  /** @param {"refused" | "kept"} outcome */
  function told(outcome) {
    store.set({ signFindings: findings });
    return outcome;
  }

  /** @param {import("../../../engine/contract").CallError} error @returns {SignOutcome} */
  function failed(error) {
    store.set({ error });
    return "failed";
  }
}

/**
 * The header of a token that was opened holds what was drawn for it, which must not be used again.
 * @param {string} header
 */
function withoutDrawn(header) {
  return DRAWN.reduce((text, name) => removeMember(text, name), header);
}

/**
 * Returns the `kid` of a key that is a JWK.
 * @param {KeyInput} key
 */
export function kidOf({ text }) {
  return /^\s*\{/.test(text) ? stringMember(text, "kid") : null;
}
