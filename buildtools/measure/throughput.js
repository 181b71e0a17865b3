/**
 * The page's side of throughput.py. It makes tokens, lets the engine and npm's jose verify them,
 * and measures the time. It is loaded into the built page itself.
 */
import { SignJWT, exportJWK, generateKeyPair, generateSecret, jwtVerify } from "jose";

const ISSUER = "https://issuer.example";
const AUDIENCE = "playground";

/** @typedef {{ alg: string, tokens: string[], key: CryptoKey, text: string }} Work */
/** The tokens to measure with. @type {Work} */
let work;

/**
 * Makes one fresh key and signs `count` different tokens of a usual size with it.
 * @param {string} alg
 * @param {number} count
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

/**
 * Returns the milliseconds that one call of `inspect_many` takes for all tokens.
 * @param {string} engine
 * @throws {Error}  when a token is not found valid.
 */
export async function many(engine) {
  const params = { ...terms(engine), tokens: work.tokens };
  const begun = performance.now();
  const briefs = await playground().call("inspect_many", params, { timeout: 600_000 });
  const took = performance.now() - begun;
  if (briefs.length !== work.tokens.length) throw new Error("a token has no verdict");
  for (const brief of briefs) must(brief);
  return took;
}

/**
 * Returns the milliseconds for the full reports of the first `count` tokens, one call after
 * another.
 * @param {string} engine
 * @param {number} count
 * @throws {Error}  when a token is not found valid.
 */
export async function full(engine, count) {
  const params = terms(engine);
  const begun = performance.now();
  for (const token of work.tokens.slice(0, count))
    must(await playground().call("inspect", { ...params, token }));
  return performance.now() - begun;
}

/**
 * Returns the milliseconds that jose takes to verify all tokens, one after another.
 * @param {boolean} imported  False: jose gets an HMAC secret as bytes, as its documentation shows
 *   it. True: it gets the secret as a key that was imported before. Public keys are always imported
 *   before.
 */
export async function jose(imported) {
  const { alg, tokens } = work;
  const key =
    imported || !alg.startsWith("HS")
      ? work.key
      : new Uint8Array(await crypto.subtle.exportKey("raw", work.key));
  const options = { algorithms: [alg], issuer: ISSUER, audience: AUDIENCE };
  const begun = performance.now();
  // Throws if a token is not valid.
  for (const token of tokens) await jwtVerify(token, key, options);
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
