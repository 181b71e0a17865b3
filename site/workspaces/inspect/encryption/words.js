/** The words for encrypted tokens: their verdict, and which key they want. Pure. */
import { stringMember } from "../../../editors/json-text.js";
import { quoted } from "../../../shared/foreign-text.js";

/** @typedef {import("../../../engine/contract").Report} Report */
/** @typedef {import("../../../engine/contract").DescribedKey} DescribedKey */
/** @typedef {import("../../../state/model").State} State */
/** @typedef {import("../verdict-text.js").Verdict} Verdict */

/** The longest name that is quoted here, in UTF-16 units. */
const LONGEST = 60;
const ENC = /^A(\d{3})(?:GCM|CBC-HS\d{3})$/;
const CURVE = /"crv"\s*:\s*"(P-256|P-384|P-521|X25519|X448)"/;

/** What is only opened, never made. @param {string[]} names */
export function withoutOpenOnly(names) {
  return names.filter((name) => name !== "RSA1_5");
}

/**
 * Returns the algorithm that most people want for a key.
 * @param {DescribedKey | null} key
 */
export function usualAlg(key) {
  if (key === null || key.kty === "RSA") return "RSA-OAEP-256";
  if (key.kty !== "oct") return "ECDH-ES+A256KW";
  return key.bits === 128 || key.bits === 192 || key.bits === 256
    ? `A${key.bits}KW`
    : "PBES2-HS512+A256KW";
}

/**
 * Says which key opens a token; "" if its algorithm is unknown.
 * @param {Report} report
 */
export function keyWanted({ encryption, header }) {
  const { alg, enc } = encryption ?? {};
  const key = kindOfKey(alg ?? "", enc ?? "", header ?? "");
  if (!encryption || !alg || key === "") return "";
  const kid = encryption.recipients.length > 1 ? null : stringMember(header ?? "", "kid");
  const whose = kid === null ? "" : ` whose kid is ${quoted(kid, LONGEST)}`;
  const by = enc && ENC.test(enc) ? ` and ${enc}` : "";
  if (encryption.state === "opened") return `Encrypted with ${alg}${by}, and opened.`;
  return `Encrypted with ${alg}${by}: give ${key}${whose}.`;
}

/** @param {string} alg @param {string} enc @param {string} header */
function kindOfKey(alg, enc, header) {
  if (/^RSA(?:1_5|-OAEP(?:-\d+)?)$/.test(alg)) return "the RSA private key";
  if (/^ECDH-ES(?:\+A\d{3}KW)?$/.test(alg)) {
    const curve = CURVE.exec(header)?.[1];
    return curve ? `the private key on ${curve}` : "the private key";
  }
  if (/^PBES2-HS\d{3}\+A\d{3}KW$/.test(alg)) return "the password";
  const size = /^A(\d{3})(?:GCM)?KW$/.exec(alg)?.[1];
  if (size) return `the shared secret of ${size} bits`;
  const bits = Number(ENC.exec(enc)?.[1]);
  if (alg !== "dir" || !bits) return "";
  return `the shared secret of ${enc.includes("CBC") ? bits * 2 : bits} bits`;
}

/** What is said of opening itself. */
const OPENING = ["decryption-key", "decryption"];

/**
 * @param {State} state
 * @param {Report} report
 * @param {(state: State) => Verdict} verdictText
 * @returns {Verdict | null}  Null for a token that is not encrypted, and where another fault of its
 *   own matters most.
 */
export function layeredText(state, report, verdictText) {
  const { encryption, inner, checks } = report;
  if (!encryption) return null;
  const isOpen = encryption.state === "opened";
  const own = isOpen ? ["inner"] : OPENING;
  if (checks.some(({ name, status }) => status === "fail" && !own.includes(name))) return null;
  if (!isOpen) return shut(report);
  const within = checks.find(({ name }) => name === "inner");
  const remark = remarkOf(report);
  if (within?.code === "not-signed")
    return {
      kind: "unverified",
      word: "Opened, not signed",
      why: joined(within.message, remark),
    };
  if (within?.code === "inner-unsecured")
    return { kind: "invalid", word: "Opened, signed by nobody", why: within.message };
  if (!inner) return null;
  const inside = verdictText({ ...state, report: inner });
  const isShut = inner.encryption !== null && inner.encryption.state !== "opened";
  return {
    ...inside,
    word: inside.word === "Not verified" ? "Opened, not verified" : inside.word,
    why: joined(
      `Opened with ${encryption.alg}${isShut ? "; encrypted once more" : ""}.`,
      inside.why,
      remark,
    ),
  };
}

/** @param {Report} report @returns {Verdict} */
function shut(report) {
  const { checks, verdict } = report;
  const [key, opening] = OPENING.map((name) => checks.find((each) => each.name === name));
  const kind = verdict === "invalid" ? "invalid" : "unverified";
  if (key?.code === "no-key")
    return {
      kind,
      word: "Encrypted",
      why: joined(keyWanted(report) || key.message, remarkOf(report)),
    };
  // That of the key says more than “because of the key”.
  const told =
    key !== undefined && key.status !== "pass" && key.code !== "not-checked" ? key : opening;
  return { kind, word: "Not opened", why: joined(told?.message ?? "", remarkOf(report)) };
}

/** @param {Report} report */
function remarkOf({ findings }) {
  return findings.find(({ code }) => code === "jwe-rsa1-5")?.message ?? "";
}

/** @param {...string} sentences */
function joined(...sentences) {
  return sentences.filter(Boolean).join(" ");
}
