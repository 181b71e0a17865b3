/**
 * The page's own state: `Inputs` is what the user gave, which a link can carry. `State` also holds
 * what follows from it. Its parts are replaced as a whole, never changed in place.
 */
import type {
  CallError,
  EngineChoice,
  Expectations,
  Finding,
  GeneratedKey,
  DescribedKeys,
  KeyInput,
  LoadStatus,
  Meta,
  Report,
  SignParams,
} from "../engine/contract";

export type Direction = "verify" | "sign";

export interface Inputs {
  /**
   * `verify`: header and payload come from the token. `sign`: the user edits header and payload,
   * and the token stays as it is until Sign.
   */
  direction: Direction;
  token: string;
  /** Drafts of the header and the payload; they are used only while `direction` is `sign`. */
  header: string;
  payload: string;
  /** The key that verifies. Its private half signs, unless there is a `signingKey`. */
  key: KeyInput;
  signingKey: KeyInput | null;
  /**
   * Opens an encrypted token; a public key or a shared secret encrypts one. Null: the verification
   * key serves for both.
   */
  decryptionKey: KeyInput | null;
  /** The allowed algorithms; null: those that the key allows. */
  algorithms: string[] | null;
  expect: Expectations;
  /** In seconds. */
  leeway: number;
  /** The time of the checks in seconds since the epoch; null: the clock, live. */
  now: number | null;
  engine: EngineChoice;
  /** Verify with both engines and say whether they agree. */
  crossCheck: boolean;
  /** The payload of a token without a payload of its own (RFC 7515 appendix F); "": none given. */
  detachedPayload: string;
  /** The scenario of the workspace “Services” as JSON text; "" for its first one. */
  scenario: string;
  /** What the workspace “Access” decides on; null while nothing was changed there. */
  access: AccessInputs | null;
}

/** All as it was typed. */
export interface AccessInputs {
  model: string;
  policy: string;
  /** Each with its values, its context and what is expected of it (`allow`, `deny` or nothing). */
  requests: string[][];
  /** Further places of grants: the kind, then the names that lead there. */
  paths: string[][];
  /** Further tokens, beside the one of “Inspect”. */
  tokens: string[];
}

/**
 * Header and payload, decoded in JavaScript. They are shown only until the engine's report arrives.
 */
export interface Preview {
  header: string | null;
  payload: string | null;
}

/** What a link set beside the token, as far as it is still set. */
export interface LinkTerms {
  /** These values are the same objects as in `Inputs`. */
  parts: Partial<Inputs>;
  /** The user has read the notice and keeps them. */
  accepted: boolean;
}

export interface State {
  inputs: Inputs;
  load: LoadStatus;
  meta: Meta | null;
  /** The newest report. */
  report: Report | null;
  /**
   * The token that `report` is about. Views mark the report as stale when the present token
   * differs.
   */
  reportFor: string | null;
  preview: Preview | null;
  /** A request is under way. */
  busy: boolean;
  /**
   * Why the newest request failed: our bug, or a worker that died or hung. The user's texts are
   * kept.
   */
  error: CallError | null;
  /** The findings of the newest Sign. */
  signFindings: Finding[];
  /** How Sign writes a token; null: in the compact serialization. */
  signAs: Pick<SignParams, "serialization" | "unprotected" | "detached"> | null;
  keys: DescribedKeys | null;
  /** A key of the set that was left out for its `kid`, but verifies the token of this report. */
  otherKid: { report: Report; kid: string } | null;
  /** What a text in the token field is that can be named and is no token. */
  noToken: { text: string; kind: import("../shared/kinds.js").Kind } | null;
  /** Notices about how the page was opened, such as with `?token=` in the address. */
  notices: string[];
  linkTerms: LinkTerms | null;
  /** The name of the open workspace. */
  view: string;
}

export interface Store {
  get(): State;
  /** Replaces the named parts and calls every listener once. */
  set(patch: Partial<State>): void;
  /**
   * Calls the listener at once and after every change. Returns the function that ends the
   * subscription.
   */
  subscribe(listener: (state: State, previous: State | null) => void): () => void;
}

export interface Drafts {
  header: string;
  payload: string;
}

/**
 * What became of a Sign. `refused`: the engine could not sign. `kept`: the user did not want the
 * token. `failed`: there was no answer. `late`: the user has typed or pressed Sign again meanwhile.
 */
export type SignOutcome = "signed" | "refused" | "kept" | "failed" | "late";

export interface Session {
  /**
   * Changes inputs and asks the engine for what follows from them. The newest request wins.
   * `linkTerms`: the terms of a link that belong to inputs which this brings back.
   */
  update(patch: Partial<Inputs>, linkTerms?: LinkTerms | null): void;
  /**
   * Signs the drafts. On success the new token is shown, and `direction` is `verify` again.
   * @param ask  Decides whether a token that could be made is put in. It gets the drafts and the
   *   findings. Without it every token is put in.
   */
  sign(
    ask?: (drafts: Drafts, findings: readonly Finding[]) => Promise<boolean>,
  ): Promise<SignOutcome>;
  /** Leaves the drafts and shows what the token says. */
  revert(): void;
  /**
   * Generates a key and puts it in: the secret or private key signs, its public half verifies.
   * Resolves with null when it failed or was aborted.
   */
  generateKey(alg: string, bits?: number, signal?: AbortSignal): Promise<GeneratedKey | null>;
  clear(): void;
}
