/**
 * The parts that a link can carry. For each one the user decides whether it does; those that may
 * hold a secret stay out unless they are ticked. Pure.
 */
import { keyKind } from "../shared/recognize-keys.js";
import { mayBeSecret, publicPart } from "../state/secrets.js";
import { defaultInputs } from "../state/store.js";

/** @import { KeyInput } from "../engine/contract" */
/** @import { Inputs } from "../state/model" */

/**
 * `members`: those members of public JWKs that are not known to be public.
 * @typedef {"token" | "detached" | "edits" | "key" | "signingKey" | "decryptionKey" | "members" |
 *   "passphrase" | "terms" | "engine" | "scenario" | "access" | "tokens" | "view"} Part
 */

/** The terms of a verdict, as the page calls them. */
const TERMS = /** @type {const} */ ({
  expect: "expectations",
  algorithms: "allowed algorithms",
  leeway: "leeway",
  now: "time",
});
const TERM_NAMES = /** @type {(keyof typeof TERMS)[]} */ (Object.keys(TERMS));

/**
 * Returns the parts that there are.
 * @param {Inputs} inputs
 * @param {string} view  The open workspace.
 * @returns {{ part: Part, secret: boolean }[]}  `secret`: it is or may be a secret.
 */
export function partsOf(inputs, view) {
  const { key, signingKey, decryptionKey } = inputs;
  /** @type {{ part: Part, secret: boolean, there: boolean }[]} */
  const all = [
    { part: "token", secret: holdsSecretKey(inputs.token), there: inputs.token !== "" },
    {
      part: "detached",
      secret: holdsSecretKey(inputs.detachedPayload),
      there: inputs.detachedPayload !== "",
    },
    {
      part: "edits",
      secret: [inputs.header, inputs.payload].some(holdsSecretKey),
      there: inputs.direction === "sign",
    },
    { part: "key", secret: mayBeSecret(key.text), there: key.text !== "" },
    {
      part: "signingKey",
      secret: mayBeSecret(signingKey?.text ?? ""),
      there: Boolean(signingKey?.text),
    },
    {
      part: "decryptionKey",
      secret: mayBeSecret(decryptionKey?.text ?? ""),
      there: Boolean(decryptionKey?.text),
    },
    { part: "members", secret: true, there: unknownMembers(inputs) > 0 },
    {
      part: "passphrase",
      secret: true,
      there: [key, signingKey, decryptionKey].some((each) => each?.passphrase),
    },
    { part: "terms", secret: false, there: setTerms(inputs).length > 0 },
    { part: "engine", secret: false, there: inputs.engine !== "auto" || inputs.crossCheck },
    {
      part: "scenario",
      secret: holdsSecretKey(inputs.scenario),
      there: inputs.scenario !== "",
    },
    {
      part: "access",
      secret: inputs.access !== null && holdsKey(inputs.access),
      there: inputs.access !== null,
    },
    { part: "tokens", secret: true, there: Boolean(inputs.access?.tokens.length) },
    { part: "view", secret: false, there: view !== "inspect" },
  ];
  return all.filter(({ there }) => there).map(({ part, secret }) => ({ part, secret }));
}

/** @type {(ReturnType<typeof keyKind>)[]} */
const SECRET_KINDS = ["private-key", "secret-key", "pkcs12", "service-account"];

/**
 * Tells whether a text that is no key field is a private or secret key, or JSON with one in it.
 * People paste keys into the wrong field.
 * @param {string} text
 */
export function holdsSecretKey(text) {
  return SECRET_KINDS.includes(keyKind(text.trim()));
}

/**
 * People paste keys into a policy, too.
 * @param {NonNullable<Inputs["access"]>} access
 */
function holdsKey({ model, policy, requests }) {
  return [model, policy, ...requests.flat()].some(holdsSecretKey);
}

/**
 * Counts the members of public JWKs that may hold anything.
 * @param {Inputs} inputs
 */
export function unknownMembers({ key, signingKey, decryptionKey }) {
  return [key, signingKey, decryptionKey].reduce(
    (sum, one) => sum + (publicPart(one?.text ?? "")?.removed ?? 0),
    0,
  );
}

/** Names the terms that are set. @param {Inputs} inputs @returns {string[]} */
export function setTerms(inputs) {
  const defaults = defaultInputs();
  return TERM_NAMES.filter(
    (name) => JSON.stringify(inputs[name]) !== JSON.stringify(defaults[name]),
  ).map((name) => TERMS[name]);
}

/**
 * Returns the inputs with the defaults in place of all that is left out.
 * @param {Inputs} inputs
 * @param {ReadonlySet<Part>} parts  What the link carries.
 * @returns {Inputs}
 */
export function onlyParts(inputs, parts) {
  const defaults = defaultInputs();
  const edits = parts.has("edits") && inputs.direction === "sign" ? inputs : defaults;
  const terms = parts.has("terms") ? inputs : defaults;
  const engine = parts.has("engine") ? inputs : defaults;
  /** @param {"signingKey" | "decryptionKey"} name */
  const second = (name) => {
    const key = inputs[name] && keyFor(inputs[name], parts.has(name), parts);
    return key?.text === inputs[name]?.text || key?.text ? key : null;
  };
  return {
    direction: edits.direction,
    token: parts.has("token") ? inputs.token : "",
    // The engine does not read them unless they are edited.
    header: edits.header,
    payload: edits.payload,
    key: keyFor(inputs.key, parts.has("key"), parts),
    signingKey: second("signingKey"),
    decryptionKey: second("decryptionKey"),
    algorithms: terms.algorithms,
    expect: terms.expect,
    leeway: terms.leeway,
    now: terms.now,
    engine: engine.engine,
    crossCheck: engine.crossCheck,
    detachedPayload: parts.has("detached") ? inputs.detachedPayload : "",
    scenario: parts.has("scenario") ? inputs.scenario : "",
    access:
      inputs.access && parts.has("access")
        ? { ...inputs.access, tokens: parts.has("tokens") ? inputs.access.tokens : [] }
        : null,
  };
}

/**
 * @param {KeyInput} key
 * @param {boolean} wanted
 * @param {ReadonlySet<Part>} parts
 * @returns {KeyInput}
 */
function keyFor({ text, encoding, kid, passphrase }, wanted, parts) {
  const known = publicPart(text);
  return {
    text: !wanted ? "" : parts.has("members") || known === null ? text : known.text,
    ...(encoding !== undefined && { encoding }),
    ...((passphrase === "" || (passphrase && parts.has("passphrase"))) && { passphrase }),
    ...(kid !== undefined && { kid }),
  };
}
