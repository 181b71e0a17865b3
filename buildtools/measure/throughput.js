/**
 * The page's side of throughput.py: makes tokens, has them verified by the engine
 * and by npm's jose, and takes the time. Loaded into the built page itself.
 */
import { SignJWT, exportJWK, generateKeyPair, generateSecret, jwtVerify } from "jose";

const ISSUER = "https://issuer.example";
const AUDIENCE = "playground";

/** @typedef {{ alg: string, tokens: string[], key: CryptoKey, text: string }} Work */
/** The tokens that are measured with. @type {Work} */
let work;

/**
 * Signs as many different tokens of a usual size with one fresh key.
 * @param {string} alg @param {number} count
 */
export async function prepare(alg, count) {
  const secret = alg.startsWith("HS");
  const made = secret
    ? await generateSecret(alg, { extractable: true })
    : await generateKeyPair(alg, { extractable: true });
  if (made instanceof Uint8Array) throw new Error("jose made bytes where a CryptoKey was meant");
  const [key, signing] =
    made instanceof CryptoKey ? [made, made] : [made.publicKey, made.privateKey];
  const sign = (/** @type {number} */ index) =>
    new SignJWT({
      iss: ISSUER,
      sub: `user-${index}`,
      aud: AUDIENCE,
      name: "Ada",
      scope: "read write",
      iat: 1700000000 + index,
      exp: 4102444800,
      jti: crypto.randomUUID(),
    })
      .setProtectedHeader({ alg, typ: "JWT" })
      .sign(signing);
  /** @type {string[]} */
  const tokens = [];
  while (tokens.length < count) {
    const size = Math.min(200, count - tokens.length);
    tokens.push(
      ...(await Promise.all(
        Array.from({ length: size }, (_, index) => sign(tokens.length + index)),
      )),
    );
  }
  work = { alg, tokens, key, text: JSON.stringify(await exportJWK(key)) };
}

/** Milliseconds for all tokens in one call of `inspect_many`. @param {string} engine */
export async function many(engine) {
  const params = { ...terms(engine), tokens: work.tokens };
  const begun = performance.now();
  const briefs = await playground().call("inspect_many", params, { timeout: 600_000 });
  const took = performance.now() - begun;
  if (briefs.length !== work.tokens.length) throw new Error("a token has no verdict");
  for (const brief of briefs) must(brief);
  return took;
}

/** Milliseconds for the full report of the first tokens, one call after another. @param {string} engine @param {number} count */
export async function full(engine, count) {
  const params = terms(engine);
  const begun = performance.now();
  for (const token of work.tokens.slice(0, count))
    must(await playground().call("inspect", { ...params, token }));
  return performance.now() - begun;
}

/**
 * Milliseconds for jose to verify all tokens, one after another: with the secret as bytes,
 * as its documentation has it, or with a key imported before (public keys always are).
 * @param {boolean} imported
 */
export async function jose(imported) {
  const { alg, tokens } = work;
  const key =
    imported || !alg.startsWith("HS")
      ? work.key
      : new Uint8Array(await crypto.subtle.exportKey("raw", work.key));
  const options = { algorithms: [alg], issuer: ISSUER, audience: AUDIENCE };
  const begun = performance.now();
  for (const token of tokens) await jwtVerify(token, key, options); // throws unless it is valid
  return performance.now() - begun;
}

/** @param {string} engine */
function terms(engine) {
  const { alg, text } = work;
  return { key: { text }, algorithms: [alg], expect: { iss: ISSUER, aud: AUDIENCE }, engine };
}

/** @param {{ verdict: string }} judged */
function must(judged) {
  if (judged.verdict !== "valid") throw new Error(`not valid: ${JSON.stringify(judged)}`);
}

function playground() {
  return /** @type {any} */ (window).jwtPlayground;
}
