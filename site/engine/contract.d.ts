/**
 * The contract between the page, the worker and the Python module.
 *
 * Imported (as types) by both sides of the worker boundary, so a change here is
 * checked on both. What travels to Python is `Request` as JSON *text*, and
 * `Reply` comes back as JSON text: big integers, duplicate members and member
 * order survive because header and payload stay strings all the way.
 *
 * | op             | params             | result            |
 * |----------------|--------------------|-------------------|
 * | `inspect`      | `InspectParams`    | `Report`          |
 * | `inspect_many` | `InspectManyParams` | `Brief[]`        |
 * | `authorize`    | `AuthorizeParams`  | `Authorized`      |
 * | `access_presets` | `PresetsParams`  | `Preset[]`        |
 * | `sign`         | `SignParams`       | `Signed`          |
 * | `encrypt`      | `EncryptParams`    | `Encrypted`       |
 * | `sd_issue`     | `IssueParams`      | `Signed`          |
 * | `sd_present`   | `PresentParams`    | `Signed`          |
 * | `read_status`  | `StatusParams`     | `TokenStatus`     |
 * | `check_dpop`   | `DpopParams`       | `DpopPair`        |
 * | `generate_key` | `GenerateParams`   | `GeneratedKey`    |
 * | `describe_key` | `DescribeParams`   | `DescribedKeys`   |
 * | `simulate`     | `SimulateParams`   | `Simulation`      |
 * | `size`         | `SizeParams`       | `Size`            |
 * | `meta`         | `{}`               | `Meta`            |
 *
 * Times are seconds since the epoch, sizes are bytes unless they say bits, and
 * every offset counts UTF-16 units, as JavaScript strings do.
 */

export interface KeyInput {
  /** PEM, base64 of DER, OpenSSH public key, JWK, JWKS, or an HMAC secret. */
  text: string;
  /** How an HMAC secret's text becomes bytes. Ignored for every other kind. */
  encoding?: "utf8" | "base64" | "base64url" | "hex";
  /** Opens an encrypted PEM. */
  passphrase?: string;
  /** Picks one key of a set, before the token's own `kid`. */
  kid?: string;
}

export interface Expectations {
  iss?: string | string[];
  aud?: string | string[];
  sub?: string;
  jti?: string;
  /** The `typ` header parameter to insist on (RFC 8725 section 3.11). */
  typ?: string;
  /** Claims that must be present. */
  require?: string[];
}

export type EngineChoice = "auto" | "cryptography" | "webcrypto" | "noble";

export interface InspectParams {
  token: string;
  key?: KeyInput;
  /** Allowed algorithms. Absent: those the key allows, never the token's. */
  algorithms?: string[];
  expect?: Expectations;
  /** The worker fills this in from the clock when it is absent. */
  now?: number;
  /** Seconds, from 0 to 86,400. */
  leeway?: number;
  engine?: EngineChoice;
  /** The payload of a token with detached content (RFC 7515 appendix F). */
  detached_payload?: string;
  /** Ask a second engine, too, and say in a finding whether they agree. */
  cross_check?: boolean;
  /** Opens a JWE. Absent: `key` does, since a key set may serve both. */
  decryption_key?: KeyInput;
  /** The most bytes of a plaintext that was compressed; 250,000 if absent, 4 MB at most. */
  max_inflated?: number;
  /** What the key-binding JWT of an SD-JWT must say. */
  key_binding?: { required?: boolean; nonce?: string; aud?: string };
}

/** Those of `inspect`, with many tokens for one. The key is read once. */
export interface InspectManyParams extends Omit<InspectParams, "token"> {
  tokens: string[];
}

/** A verdict alone; `inspect` gives the whole report. */
export interface Brief {
  verdict: Report["verdict"];
  signature: Report["signature"];
  /** Codes of the failed checks. */
  failed: string[];
  summary: string;
}

/**
 * Those of `inspect`, and what is to be decided. A token whose verdict is not `valid` allows
 * nothing, whatever the policy.
 */
export interface AuthorizeParams extends Omit<InspectParams, "cross_check"> {
  /** casbin's model (`model.conf`). */
  model: string;
  /** casbin's policy (`policy.csv`). */
  policy: string;
  requests: AccessRequest[];
  /** Further places of grants in the claims. */
  paths?: { kind: GrantKind; path: string[] }[];
  /** Functions that compare names of roles, or tenants, so that these can be patterns. */
  matching?: { role: string; function: ComparingFunction; tenants?: boolean }[];
}

export type ComparingFunction =
  | "keyMatch"
  | "keyMatch2"
  | "keyMatch3"
  | "keyMatch4"
  | "keyMatch5"
  | "regexMatch"
  | "globMatch";

export interface AccessRequest {
  /**
   * JSON values for the names of the model's request definition, in their order or by name.
   * `token`, `grants` and `context` are left out: the engine gives them. `sub` may be left out:
   * then it is the token's.
   */
  values: unknown[] | Record<string, unknown>;
  /**
   * What `r.context` holds, such as an IP address. The engine adds `time` (`now`, if it is not
   * given), and its `hour` and `weekday` (1 is Monday), in UTC.
   */
  context?: Record<string, unknown>;
  /** The definitions to use; `r`, `p` and `m` if absent. */
  sections?: { request?: string; policy?: string; matcher?: string };
  expect?: "allow" | "deny";
}

export type GrantKind = "scope" | "role" | "permission" | "group" | "tenant";

/** A grant that a token carries. */
export interface Grant {
  kind: GrantKind;
  value: string;
  /** The names that lead to it in the claims. */
  path: string[];
  /** How it was read: words of a text, members of an array, a whole text, or an object. */
  read: "words" | "array" | "text" | "object";
  /** Who puts it there, in words. */
  whose: string;
}

export interface Decision {
  allowed: boolean;
  code:
    | "rule-allows"
    | "rule-denies"
    | "no-rule-matches"
    | "no-rule-decides"
    | "no-rule-denies"
    | "matcher-allows"
    | "matcher-fails"
    | "request-does-not-fit"
    | "too-much-work"
    | "policy-refused"
    | "token-not-valid";
  /** A plain sentence. */
  reason: string;
  /** The rule that decided; `line` counts from 1. */
  rule: { line: number; text: string; values: string[] } | null;
  /** The lines of all rules that matched until it was decided. */
  matched: number[];
  /** What the matcher read: of the `token`, its `grants`, the `context` or the `request`. */
  reads: { of: string; path: string[]; value: unknown }[];
  /** The ways from a name to its role. No lines where names are patterns. */
  roles: { definition: string; names: string[]; lines: number[]; tenant: string | null }[];
  /** The request named no subject, so it is the token's. */
  subject_is_of_token: boolean;
  expected: boolean | null;
  /** Whether it is as expected; null if nothing is expected. */
  passed: boolean | null;
}

export interface Authorized {
  verdict: Report["verdict"];
  /** As in `Brief`. */
  summary: string;
  /** The names in the model's request definition. The engine gives those of `token`, `grants`
   * and `context`. */
  names: string[];
  /** The token's grants, also where it is not valid. */
  grants: Grant[];
  /** One for each request, in their order. */
  decisions: Decision[];
  /** Lines of the policy that no request reached; null if no policy was asked. */
  unreached: number[] | null;
  /** On the model and the policy. */
  findings: Finding[];
}

export interface PresetsParams {
  /** Load what decides as well, so that the first decision does not wait for it. */
  load?: boolean;
}

/** A policy to begin with. */
export interface Preset {
  name: string;
  /** The question that it answers. */
  question: string;
  model: string;
  policy: string;
  requests: AccessRequest[];
}

export interface SignParams {
  /** JSON text, signed byte for byte as it stands (UTF-8). */
  header: string;
  payload: string;
  key: KeyInput;
  engine?: EngineChoice;
  /** RFC 7515 section 7; `compact` if absent. */
  serialization?: Serialization;
  /** JSON text of the unprotected header; not with `compact`. */
  unprotected?: string;
  /** Further signatures over the same payload; only with `general`. */
  more?: { header: string; unprotected?: string; key: KeyInput }[];
  /** Leaves the payload out of the token (RFC 7515 appendix F). */
  detached?: boolean;
}

export type Serialization = "compact" | "flattened" | "general";

export interface EncryptParams {
  /** JSON text of the protected header, with `alg` and `enc`; what the algorithm needs is added. */
  header: string;
  /** Encrypted as it stands (UTF-8). */
  payload: string;
  /** The recipient's public key, or the shared secret. */
  key: KeyInput;
  serialization?: Serialization;
  /** JSON text of the shared unprotected header; not with `compact`. */
  unprotected?: string;
  /** Further recipients; only with `general`. `header`: JSON text of their own header. */
  more?: { header?: string; key: KeyInput }[];
  /** Authenticated with the token, and readable; not with `compact`. */
  aad?: string;
  engine?: EngineChoice;
}

export interface Encrypted {
  token: string | null;
  findings: Finding[];
}

export interface IssueParams {
  /** JSON text of the header and of all claims. */
  header: string;
  payload: string;
  key: KeyInput;
  /** The claims and elements of arrays that the holder can leave out. */
  selective: ClaimPath[];
  /** How many digests without a disclosure are added to hide the number of claims; 0 to 100. */
  decoys?: number;
  sd_alg?: string;
  /** The holder's public key, for `cnf`. */
  holder_key?: KeyInput;
  serialization?: Serialization;
  engine?: EngineChoice;
}

export interface PresentParams {
  token: string;
  /** Which disclosures of the token are shown, by their indexes. */
  disclose: number[];
  /** Adds a key-binding JWT, signed by the holder. */
  key_binding?: { key: KeyInput; nonce: string; aud: string; alg?: string };
  /** For `iat` of the key-binding JWT; the worker fills it in from the clock. */
  now?: number;
  engine?: EngineChoice;
}

export interface StatusParams extends Omit<InspectParams, "cross_check"> {
  /** `token` is the status list token, or the JSON of a status list. */
  /** The index that a referenced token names; or that token, which names it. */
  idx?: number;
  referenced?: string;
}

export interface TokenStatus {
  /** Null where the list was given as JSON alone. */
  report: Report | null;
  bits: number | null;
  /** How many statuses the list has. */
  size: number | null;
  idx: number | null;
  value: number | null;
  /** Such as VALID, INVALID, SUSPENDED. */
  meaning: string | null;
  /** How many entries have each value. */
  counts: { value: number; meaning: string; count: number }[];
  checks: Check[];
  findings: Finding[];
}

export interface DpopParams {
  proof: string;
  /** Absent: the proof alone, as at the token endpoint. */
  access_token?: string;
  /** Verifies the access token. */
  key?: KeyInput;
  /** The request's method and URL, to compare with `htm` and `htu`. */
  method?: string;
  url?: string;
  nonce?: string;
  /** Allowed for the proof; every asymmetric one if absent. */
  algorithms?: string[];
  now?: number;
  /** Seconds that `iat` of the proof may be in the past; 300 if absent. */
  max_age?: number;
  leeway?: number;
  engine?: EngineChoice;
}

export interface DpopPair {
  verdict: Report["verdict"];
  proof: Report;
  /** Null without one, and of one that is no JWT. */
  access_token: Report | null;
  /** RFC 7638 thumbprint of the proof's key, which `cnf.jkt` must be. */
  thumbprint: string | null;
  /** RFC 9449 section 4.3, one by one. */
  checks: Check[];
  findings: Finding[];
}

export interface GenerateParams {
  /** Of a signature, or of a JWE: then the key is for encryption. With `dir` give `enc`. */
  alg: string;
  bits?: number;
  /** With ECDH-ES; P-256 if absent. */
  crv?: string;
  /** With `dir`: the content encryption algorithm that the key is for. */
  enc?: string;
  engine?: EngineChoice;
}

export interface DescribeParams {
  key: KeyInput;
  engine?: EngineChoice;
  /** Judges the dates of certificates; the worker fills it in from the clock. */
  now?: number;
}

export interface SizeParams {
  token: string;
  /** For the traffic; 0 when it is absent, 1,000,000,000 at most. */
  requests_per_day?: number;
}

export type Severity = "error" | "warning" | "info";

/** The text that a finding's range counts in. */
export type Where =
  | "token"
  | "header"
  | "payload"
  | "signature"
  | "key"
  | "request"
  | "model"
  | "policy";

export interface Finding {
  /** Stable, kebab-case; docs/findings.md lists them all. */
  code: string;
  severity: Severity;
  /**
   * `token`: the range counts in the given token text. `header`, `payload`: in
   * the report's decoded text (or, for `sign`, the given text). `key`, `model`, `policy`: in
   * the given text of that name.
   */
  where: Where;
  /** One plain sentence or two: what it is, and what to do. */
  message: string;
  range: [number, number] | null;
}

export interface Check {
  /** What is asked, such as `signature`, `algorithm`, `typ`, `exp`; docs/findings.md lists them. */
  name: string;
  status: "pass" | "fail" | "skip";
  code: string;
  message: string;
  claim?: string;
}

export interface Segment {
  /** header, payload, signature; for a JWE also encrypted_key, iv, ciphertext, tag. */
  name: string;
  start: number;
  end: number;
}

/** One top-level member of the header or payload, in order, duplicates included. */
export interface Member {
  name: string;
  /** The value's own JSON text: big integers keep every digit. */
  value: string;
  /** Range of the whole member in the header or payload text. */
  range: [number, number];
  /** For a NumericDate (exp, nbf, iat, auth_time …): seconds since the epoch. */
  seconds: number | null;
}

export type Form =
  | "empty"
  | "unrecognized"
  | "jws-compact"
  | "jws-json-flattened"
  | "jws-json-general"
  | "jwe-compact"
  | "jwe-json-flattened"
  | "jwe-json-general";

export interface Report {
  form: Form;
  segments: Segment[];
  /** The exact decoded text; null when there is none. */
  header: string | null;
  payload: string | null;
  header_members: Member[];
  payload_members: Member[];
  signature: "valid" | "invalid" | "unchecked";
  /** `valid` only when the signature is valid and no check fails. */
  verdict: "valid" | "invalid" | "unverified";
  checks: Check[];
  findings: Finding[];
  /**
   * Which engine did the key operation: `python` (HMAC), `cryptography`, `webcrypto` or `noble`;
   * null when none was needed or possible.
   */
  engine: string | null;
  /** Of a key set: what became of each key, in its order. Empty for a single key. */
  keys: KeyAccount[];
  /** The certificates of the header's `x5c`, leaf first: shown and checked, never trusted. */
  certificates: Certificate[];
  /** What `jwt.decode` of PyJWT returns or raises for exactly these parameters. */
  pyjwt: PyJwtVerdict | null;
  /** The time the checks were made for, seconds since the epoch; null when none was given. */
  now: number | null;
  /** Of a JWS in JSON serialization: what became of each signature, in their order. Else empty. */
  signatures: SignatureAccount[];
  /** Of a JWE; null for every other token. `payload` is then the plaintext, once it is opened. */
  encryption: Encryption | null;
  /** Of an SD-JWT; null for every other token. */
  sd_jwt: SdJwt | null;
  /** The report on the token that is the payload (a nested JWT, RFC 7519 section 5.2). */
  inner: Report | null;
}

/** One signature of a JWS in JSON serialization. */
export interface SignatureAccount {
  alg: string | null;
  kid: string | null;
  /** The text of the protected header, and the JSON of the unprotected one. */
  header: string | null;
  unprotected: string | null;
  signature: Report["signature"];
  checks: Check[];
}

/** What became of a JWE (RFC 7516). */
export interface Encryption {
  /** `opened`; `failed`: it cannot be opened by what was given; `unopened`: nobody could try. */
  state: "opened" | "failed" | "unopened";
  alg: string | null;
  enc: string | null;
  /** Whether the plaintext was compressed (`zip`). */
  compressed: boolean;
  /** How the content encryption key comes about (RFC 7516 section 2, Key Management Mode). */
  mode: "direct" | "encrypted" | "wrapped" | "agreed" | "agreed-and-wrapped" | null;
  /** Which engine opened it. */
  engine: string | null;
  /** In the order of the compact serialization. */
  parts: EncryptedPart[];
  recipients: Recipient[];
  /** Plain sentences, in order: how the content encryption key came about, and what it did. */
  steps: string[];
}

export interface EncryptedPart {
  name: "header" | "encrypted_key" | "iv" | "ciphertext" | "tag" | "aad";
  /** Decoded. */
  bytes: number;
  /** What it is for, in a sentence or two. */
  message: string;
}

export interface Recipient {
  alg: string | null;
  kid: string | null;
  /** The JSON of its own unprotected header. */
  header: string | null;
  /** The bytes of its encrypted key. */
  bytes: number;
  status: "opened" | "tried" | "rejected" | "unused";
  reason: string;
}

/** A selectively disclosable token (RFC 9901). */
export interface SdJwt {
  /** `sd-jwt-vc` by its `typ`. */
  kind: "sd-jwt" | "sd-jwt-vc";
  sd_alg: string;
  /** In the order of the token. */
  disclosures: Disclosure[];
  /** Digests without a disclosure: claims that are not disclosed, and decoys. */
  undisclosed: { digest: string; path: ClaimPath }[];
  /** The text of the processed payload, which is what a verifier works with; null if refused. */
  processed: string | null;
  processed_members: Member[];
  key_binding: BoundKey | null;
}

/** The names and indexes that lead to a claim. */
export type ClaimPath = (string | number)[];

export interface Disclosure {
  /** As it stands in the token, in base64url. */
  encoded: string;
  /** In the given token text. */
  range: [number, number] | null;
  digest: string;
  salt: string | null;
  /** Null for an element of an array, and where it cannot be read. */
  name: string | null;
  /** The value's own JSON text. */
  value: string | null;
  /** Where it belongs in the processed payload; null where it belongs nowhere. */
  path: ClaimPath | null;
  status: "joined" | "orphan" | "duplicate" | "malformed";
  message: string;
}

/** The key-binding JWT behind the last `~`. */
export interface BoundKey {
  header: string | null;
  payload: string | null;
  signature: Report["signature"];
  checks: Check[];
}

export interface KeyAccount {
  kid: string | null;
  kty: string;
  alg: string | null;
  /** `verified`, `tried` (the signature is not its), `unused` (would have fitted), `rejected`. */
  status: "verified" | "tried" | "rejected" | "unused";
  reason: string;
}

/** What stands in an X.509 certificate. No path validation: there are no trust anchors here. */
export interface Certificate {
  subject: string;
  issuer: string;
  /** Hexadecimal. */
  serial: string;
  /** Seconds since the epoch. */
  not_before: number | null;
  not_after: number | null;
  /** The key in words. */
  key: string;
  /** base64url, as the header parameters `x5t` and `x5t#S256` have them. */
  x5t: string;
  x5t_s256: string;
  signed_by: "itself" | "the next" | "not the next" | "unknown";
}

export interface PyJwtVerdict {
  ok: boolean;
  exception: string | null;
  message: string | null;
  /**
   * Null: it is what `jwt.decode` itself says of the token and the key as they are given. Otherwise
   * sentences that tell what was changed before PyJWT was asked, or what answered in its place.
   */
  stands_in: string | null;
}

export interface Signed {
  token: string | null;
  findings: Finding[];
}

export interface KeyText {
  jwk: string;
  pem: string | null;
}

export interface GeneratedKey {
  private: KeyText | null;
  public: KeyText | null;
  findings: Finding[];
}

export interface DescribedKey {
  kty: string;
  alg: string | null;
  use: string | null;
  kid: string | null;
  bits: number | null;
  curve: string | null;
  private: boolean;
  /** RFC 7638, SHA-256, base64url. */
  thumbprint: string | null;
  /** What it was read from, in words: “JWK”, “PEM (PKCS#8)”, “read as utf8” … */
  source: string;
  jwk: string;
  public_jwk: string | null;
  pem: string | null;
  public_pem: string | null;
  /** Algorithms that this key can be used with. */
  algorithms: string[];
  /** The certificate that it came in and those that follow, or a JWK's `x5c`. */
  certificates: Certificate[];
}

export interface DescribedKeys {
  keys: DescribedKey[];
  findings: Finding[];
}

/**
 * base64url writes 3 bytes as 4 characters, so some characters hold bits of two bytes. Such a
 * character counts for the first of the two. The `bytes` of all items are the token's.
 */
export interface SizeItem {
  /** The name of the segment; `around`: the dots, or the JSON of a serialization. */
  part: string;
  /**
   * `member`, with the comma and white space behind it; `more`: members beyond the first 200;
   * `braces`: the rest of the JSON; `whole`: a segment that is not taken apart; `damage`:
   * characters that do not decode; `around`.
   */
  kind: "member" | "more" | "braces" | "whole" | "damage" | "around";
  name: string | null;
  /** In the token, as it is encoded. */
  bytes: number;
  /** What they decode to; null when they do not. */
  decoded: number | null;
  /** Of `bytes`, those of the name with its quotes and colon. */
  name_bytes: number;
}

export interface SizeLimit {
  name: "cookie" | "header-8k" | "header-16k" | "url";
  bytes: number;
  /** The token and what must stand beside it there. */
  used: number;
  /** Negative: it does not fit. */
  left: number;
  message: string;
}

/** The bytes of a month, sent with every request: of this token, and of an opaque session id. */
export interface SizeTraffic {
  requests_per_day: number;
  days: number;
  token: number;
  session: number;
}

export interface Size {
  form: Form;
  /** The token's length in UTF-8; what was pasted around it does not count. */
  bytes: number;
  items: SizeItem[];
  /** Empty without a token. */
  limits: SizeLimit[];
  session_bytes: number;
  traffic: SizeTraffic;
  /** Suggestions that quote the claim. */
  findings: Finding[];
}

export interface Meta {
  versions: {
    jwt_playground: string;
    python: string;
    pyjwt: string;
    cryptography: string | null;
    openssl: string | null;
  };
  /**
   * `python` (HMAC), `cryptography`, `webcrypto`, `noble`: those that this build and this browser
   * have.
   */
  engines: {
    name: string;
    algorithms: string[];
    /** `alg` and `enc` of JWE. */
    key_management: string[];
    content_encryption: string[];
  }[];
  platform: string;
}

export interface Ops {
  inspect: { params: InspectParams; result: Report };
  inspect_many: { params: InspectManyParams; result: Brief[] };
  authorize: { params: AuthorizeParams; result: Authorized };
  access_presets: { params: PresetsParams; result: Preset[] };
  sign: { params: SignParams; result: Signed };
  encrypt: { params: EncryptParams; result: Encrypted };
  sd_issue: { params: IssueParams; result: Signed };
  sd_present: { params: PresentParams; result: Signed };
  read_status: { params: StatusParams; result: TokenStatus };
  check_dpop: { params: DpopParams; result: DpopPair };
  generate_key: { params: GenerateParams; result: GeneratedKey };
  describe_key: { params: DescribeParams; result: DescribedKeys };
  simulate: { params: SimulateParams; result: Simulation };
  size: { params: SizeParams; result: Size };
  meta: { params: Record<string, never>; result: Meta };
}

export type Op = keyof Ops;

/**
 * `bad-request` (the call was wrong), `internal-error` (our bug); `engine-lost`, `engine-timeout`
 * and `engine-failed` come from the worker's side.
 */
export interface CallError {
  code: string;
  message: string;
}

export type Reply<R = unknown> = { ok: true; result: R } | { ok: false; error: CallError };

export interface SimulateParams {
  /** JSON text: see docs/services.md. */
  scenario: string;
  /** The issuer's private keys in place of the laboratory's; several as a JWK Set. */
  key?: KeyInput;
  engine?: EngineChoice;
}

export interface Simulation {
  /** Why nothing was played; empty if it was. */
  problems: ScenarioProblem[];
  run: SimulationRun | null;
}

export interface ScenarioProblem {
  /** Such as `services[0].cache`; empty for the scenario as a whole. */
  path: string;
  message: string;
}

/** Times are seconds since the scenario's beginning. Services, clients and so on are numbers. */
export interface SimulationRun {
  name: string;
  alg: string;
  /** The beginning, in seconds since the epoch. */
  start: number;
  duration: number;
  outage: [number, number] | null;
  /** Whether the keys are the fixed ones that everybody has. */
  laboratory: boolean;
  keys: SimulatedKey[];
  /** Each JWK Set that a service had, as text; with HS256 it holds the secrets. */
  key_sets: string[];
  services: SimulatedService[];
  clients: { name: string; kind: ClientKind; logout: number | null }[];
  tokens: SimulatedToken[];
  fetches: SimulatedFetch[];
  verifications: SimulatedVerification[];
  refusals: Refusal[];
  tokens_cost: TokenCosts;
  sessions_cost: SessionCosts;
  /** What follows from the numbers, a sentence each, and in whose favour it is. */
  told: { side: "tokens" | "sessions" | "even"; message: string }[];
}

export type ClientKind = "honest" | "stolen-key" | "forged";

export interface SimulatedKey {
  kid: string;
  published: number;
  signs_from: number;
  signs_until: number | null;
  withdrawn: number | null;
}

export interface SimulatedService {
  name: string;
  audience: string;
  drift: number;
  leeway: number;
  /** What a careless service does not look at. */
  ignores: string[];
  accepted: number;
  refused: number;
}

export interface SimulatedToken {
  client: number;
  /** The issuer's key that signed it; null: a stranger's. */
  key: number | null;
  issued: number;
  expires: number;
  token: string;
}

export interface SimulatedFetch {
  at: number;
  service: number;
  why: "first" | "expired" | "unknown-key";
  /** Null: the issuer could not be reached. */
  keys: number[] | null;
}

export interface SimulatedVerification {
  at: number;
  service: number;
  client: number;
  token: number;
  /** The JWK Set that the service had; null: none. */
  key_set: number | null;
  /** What the engine says, whatever the service ignores. */
  verdict: Report["verdict"];
  accepted: boolean;
  reason: DecisionReason;
  message: string;
  /** Names of the failed checks. */
  failed: string[];
  after_logout: boolean;
}

export type DecisionReason =
  | "accepted"
  | "careless"
  | "expired"
  | "not-yet-valid"
  | "wrong-audience"
  | "unknown-key"
  | "bad-signature"
  | "no-keys"
  | "revoked"
  | "no-deny-list"
  | "other";

/** Requests of one client that a service refused one after another, for the same reason. */
export interface Refusal {
  service: number;
  client: number;
  reason: DecisionReason;
  from: number;
  /** The client's next request that was not refused for this reason; null: there was none. */
  until: number | null;
  requests: number;
}

export interface TokenCosts {
  requests: number;
  verifications: number;
  /** Tokens that the issuer signed. */
  signatures: number;
  request_bytes: number;
  largest_token: number;
  fetches: number;
  fetched_bytes: number;
  /** Questions to the deny-list. */
  look_ups: number;
  /** Entries of the deny-list. */
  shared_state: number;
  /** Requests that were accepted after the logout, and how long after it the last one came. */
  after_logout: number;
  last_after_logout: number;
  /** Requests that were accepted with tokens that the issuer did not make. */
  not_from_issuer: number;
  failed_in_outage: number;
}

export interface SessionCosts {
  requests: number;
  request_bytes: number;
  look_ups: number;
  /** Sessions in the store. */
  shared_state: number;
  after_logout: number;
  failed_in_outage: number;
}

/* ---- Python to its host and back ----------------------------------------- */

/** A JWK with the members that make the key, and nothing about it (no kid, use, alg …). */
export type KeyMembers = JsonWebKey & { pub?: string; priv?: string };

/**
 * What Python cannot do by itself. A reply may hold `questions` instead of a result; the host
 * then sends their answers (`Record<string, Answer>`, by the ids of the questions). Bytes are
 * base64url. `parameters` is the algorithm argument of the `SubtleCrypto` method.
 *
 * | op             | asks                                             | value                      |
 * |----------------|--------------------------------------------------|----------------------------|
 * | `verify`       | is `signature` that of the public `key` on `data`? | boolean                  |
 * | `verify-many`  | of the request's own `tokens`, those at these `places`: does `key` verify them? What is signed stands before the last dot | an array of booleans, in this order |
 * | `sign`         | sign `data` with the private `key`               | the signature, as a JWS has it |
 * | `decrypt`      | open this flattened JWE with the private or shared `key` | the plaintext, inflated; null: it does not open, whatever the cause; false: inflated it has more than `most` bytes |
 * | `encrypt`      | encrypt `plaintext` for these `recipients`; `p2c` of a header is obeyed. With one recipient `alg` and all that is added stand in the protected header, else in each recipient's | the JWE in general JSON serialization |
 * | `open-key`     | open this private key in PKCS#8, which is encrypted with AES-CBC and a key that the passphrase gives | the bytes inside; null: it does not open |
 * | `generate-key` | make a key for `alg`                             | the private key's JWK      |
 * | `import-key`   | complete this `pkcs8` (its public half is missing) | the private key's JWK    |
 * | `load`         | install the Python package into this interpreter | true                       |
 */
export type Question = { id: string } & (
  | {
      op: "verify";
      alg: string;
      parameters: SigningParameters;
      key: KeyMembers;
      data: string;
      signature: string;
    }
  | {
      op: "verify-many";
      alg: string;
      parameters: SigningParameters;
      key: KeyMembers;
      places: number[];
    }
  | { op: "sign"; alg: string; parameters: SigningParameters; key: KeyMembers; data: string }
  | {
      op: "decrypt";
      alg: string;
      enc: string;
      jwe: FlattenedJwe;
      key: KeyMembers;
      most: number;
    }
  | {
      op: "encrypt";
      alg: string;
      enc: string;
      plaintext: string;
      /**
       * The protected header, with `alg` if no recipient names its own. `p2c` and `p2s` of a header
       * are used for PBES2; all else that an algorithm needs is added to it, or to the recipient's
       * own header if there are several.
       */
      header: Record<string, unknown>;
      unprotected: Record<string, unknown> | null;
      aad: string | null;
      recipients: { key: KeyMembers; header: Record<string, unknown> | null }[];
    }
  | {
      op: "open-key";
      derivation: KeyDerivation;
      /** Of the AES key. */
      bits: number;
      iv: string;
      ciphertext: string;
      passphrase: string;
    }
  | { op: "generate-key"; alg: string; bits: number | null; crv?: string }
  | { op: "import-key"; crv: string; parameters: EcKeyImportParams | Algorithm; pkcs8: string }
  | { op: "load"; package: "cryptography" | "casbin" | "encryption" | "disclosures" | "pairs" }
);

/** How a passphrase becomes a key: RFC 8018 section 5.2 or RFC 7914. */
export type KeyDerivation =
  | { name: "PBKDF2"; hash: string; salt: string; iterations: number }
  | { name: "scrypt"; salt: string; n: number; r: number; p: number };

/**
 * The same questions to noble, which is JavaScript: they have no `parameters`, because the curve
 * (of an AKP key: its `alg`) says all.
 */
export type NobleQuestion = { id: string; engine: "noble" } & (
  | { op: "verify"; alg: string; key: KeyMembers; data: string; signature: string }
  | { op: "verify-many"; alg: string; key: KeyMembers; places: number[] }
  | { op: "sign"; alg: string; key: KeyMembers; data: string }
  /** `crv`: of an AKP key, its `alg`. */
  | { op: "generate-key"; alg: string; crv: string }
  /** `key`: the private half alone. */
  | { op: "import-key"; key: KeyMembers }
);

/** The questions to noble about what is encrypted. Of the first two only `engine` is new. */
export type NobleSealed =
  | (Extract<Question, { op: "decrypt" }> & { engine: "noble" })
  | (Extract<Question, { op: "open-key" }> & { engine: "noble" })
  | NobleEncrypt;

/**
 * The question to noble that makes a JWE. No number of a header crosses in it, so none is rounded.
 * Its value has `protected`, `iv`, `ciphertext` and `tag`, and of each of the `recipients` what is
 * `added` to its header and the `encrypted_key`. With one recipient, that stands in `protected`.
 */
export interface NobleEncrypt {
  id: string;
  op: "encrypt";
  engine: "noble";
  enc: string;
  plaintext: string;
  /** The JSON text of the protected header; empty if there is none. */
  text: string;
  aad: string | null;
  recipients: {
    alg: string;
    key: KeyMembers;
    /** `apu`, `apv` and `p2c` of the recipient's JOSE header. */
    parameters: Record<string, unknown>;
  }[];
}

/** RFC 7516 section 7.2.2; a member that the token does not have is absent. */
export interface FlattenedJwe {
  protected?: string;
  unprotected?: Record<string, unknown>;
  header?: Record<string, unknown>;
  encrypted_key?: string;
  iv?: string;
  ciphertext: string;
  tag?: string;
  aad?: string;
}

/** How WebCrypto signs: `name`, and `hash` or `saltLength` (bytes) where it needs them. */
export type SigningParameters = Algorithm | EcdsaParams | RsaPssParams;

/** Why there is no answer: the key is bad, the browser lacks the algorithm, or anything else. */
export type Fault = "key" | "unsupported" | "failed";

/**
 * `error` is one plain sentence that says what to do. With the fault `key` it is the end of a
 * sentence; with `unsupported`, Python adds who else can do it. `failed` if there is no `fault`.
 */
export type Answer = { value: unknown } | { error: string; fault?: Fault };

/** What the worker adds to every request. */
export interface Envelope {
  op: string;
  params?: Record<string, unknown>;
  host?: {
    /** There is `crypto.subtle` (a secure context). */
    webcrypto: boolean;
    /** Questions to noble are answered. */
    noble: boolean;
    /** The build has the wheels of `cryptography`, and they are not loaded yet. */
    loadable: boolean;
    /** Names of further packages that can be loaded, and are not loaded yet. */
    packages?: string[];
  };
}

/* ---- Page to worker and back ------------------------------------------- */

/** `request` is the JSON text of `{op, params}`; Python answers with JSON text. */
export type ToWorker =
  | { kind: "call"; id: number; request: string }
  /** Load the packages that a request may need, before one does. Nothing is said if that fails. */
  | { kind: "preload" }
  /**
   * Only in a page of one file: the worker sends names of files through the port, each with a
   * port for the file's base64 (null where there is no such file).
   */
  | { kind: "files"; port: MessagePort };

export type LoadStage = "runtime" | "python" | "modules" | "ready" | "failed";

export interface LoadStatus {
  stage: LoadStage;
  /** Bytes received so far and in all, over every file that the start needs. */
  loaded: number;
  total: number;
  /** One sentence for people; for `failed`, what went wrong and what to do. */
  message: string;
  /** While a started engine loads a package that a request needs; absent otherwise. */
  extra?: LoadExtra;
  /** Such a package is loaded into this engine; absent otherwise. */
  hasPackages?: true;
}

/** Progress of a package, in bytes. */
export interface LoadExtra {
  message: string;
  loaded: number;
  total: number;
}

export type FromWorker =
  | { kind: "status"; status: LoadStatus }
  /** The request at work goes on: its time limit starts anew. */
  | { kind: "alive" }
  /**
   * `took`: how long the engine has worked on it, in milliseconds. The time to open an encrypted
   * key is left out: every request takes it, whatever else it asks for.
   */
  | { kind: "reply"; id: number; reply: string; took: number };
