/**
 * The page's own state: what the user gave (`Inputs`, which a link can carry) and
 * what follows from it (`State`, replaced whole, never merged by hand).
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
} from "./engine/contract";

export type Direction = "verify" | "sign";

export interface Inputs {
  /** `verify`: header and payload are derived from the token. `sign`: the user edits header and payload, the token stays untouched until Sign. */
  direction: Direction;
  token: string;
  /** Drafts; read only while `direction` is `sign`. */
  header: string;
  payload: string;
  /** The key that verifies (its private half signs, unless `signingKey` is given). */
  key: KeyInput;
  signingKey: KeyInput | null;
  /** null: those the key allows. */
  algorithms: string[] | null;
  expect: Expectations;
  /** Seconds. */
  leeway: number;
  /** Seconds since the epoch; null: the clock, live. */
  now: number | null;
  engine: EngineChoice;
  /** Verify with both engines and say whether they agree. */
  crossCheck: boolean;
  /** The payload of a token that has none of its own (RFC 7515 appendix F); "": none given. */
  detachedPayload: string;
}

/** Header and payload decoded in JavaScript, shown only until the engine's report arrives. */
export interface Preview {
  header: string | null;
  payload: string | null;
}

export interface State {
  inputs: Inputs;
  load: LoadStatus;
  meta: Meta | null;
  /** The newest report. */
  report: Report | null;
  /** The token text that `report` speaks of; views mark the report stale when it differs. */
  reportFor: string | null;
  preview: Preview | null;
  /** A request is on its way. */
  busy: boolean;
  /** The newest request failed (our bug, a lost or hung worker); the text is kept. */
  error: CallError | null;
  /** Findings of the newest Sign. */
  signFindings: Finding[];
  keys: DescribedKeys | null;
  /** Notices about how the page was opened, e.g. `?token=` in the address. */
  notices: string[];
}

export interface Store {
  get(): State;
  /** Replaces the named parts and tells every subscriber once. */
  set(patch: Partial<State>): void;
  /** Calls back at once and after every change; returns the unsubscribe function. */
  subscribe(listener: (state: State, previous: State | null) => void): () => void;
}

export interface Session {
  /** Changes inputs and asks the engine for what follows; the newest request wins. */
  update(patch: Partial<Inputs>): void;
  /** Signs the drafts; on success puts the token in, with `direction` back to `verify`. */
  sign(): Promise<void>;
  /** Leaves the drafts and shows what the token says. */
  revert(): void;
  /** Generates and puts the key in: the secret or private key to sign, its public half to verify. Null when it failed or was aborted. */
  generateKey(alg: string, bits?: number, signal?: AbortSignal): Promise<GeneratedKey | null>;
  clear(): void;
}
