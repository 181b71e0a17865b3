/** Tells from the state, which means from the engine's report, whether a step was done. */

/** @typedef {import("../../state/model").State} State */
/** @typedef {import("../../state/model").Inputs} Inputs */
/** @typedef {import("../../engine/contract").Report} Report */
/**
 * What a member of the header or the payload is to be, by the text of its JSON: true or false say
 * whether it is there.
 * @typedef {boolean | { is?: string, not?: string, has?: string, lacks?: string, atMost?: number }}
 *   Member
 */
/**
 * What a step waits for. All of it must hold.
 * @typedef {object} Wanted
 * @property {Report["verdict"][]} [verdict]  One of these.
 * @property {Report["signature"]} [signature]
 * @property {Record<string, "pass" | "fail" | "skip">} [checks]
 * @property {string[]} [findings]  Codes that are there.
 * @property {string[]} [without]  Codes that are not there.
 * @property {Record<string, Member>} [header]
 * @property {Record<string, Member>} [claims]
 * @property {Record<string, number>} [parts]  The length of segments of the token.
 * @property {string} [verifiedBy]  The `kid` of the key of a set.
 * @property {(keyof Inputs)[]} [changed]  Inputs that are not those of the step any more.
 * @property {(keyof Inputs)[]} [same]  Inputs that still are.
 * @property {true} [refused]  The engine has refused to sign.
 */

/**
 * Tells whether the engine has answered for what the panes hold now.
 * @param {State} state
 */
export function isAnswered({ inputs, report, reportFor, busy, error }) {
  if (busy || error !== null) return false;
  return inputs.token === "" || (report !== null && reportFor === inputs.token);
}

/**
 * @param {Wanted} wanted
 * @param {State} state  One that is answered.
 * @param {Inputs} start  The inputs with which the step began.
 */
export function isDone(wanted, state, start) {
  const { inputs, signFindings } = state;
  const differs = (/** @type {keyof Inputs} */ name) =>
    JSON.stringify(inputs[name]) !== JSON.stringify(start[name]);
  if (wanted.changed && !wanted.changed.every(differs)) return false;
  if (wanted.same?.some(differs)) return false;
  if (wanted.refused) return signFindings.some(({ severity }) => severity === "error");
  const report = inputs.token === "" ? null : state.report;
  return report !== null && fits(wanted, report);
}

/** @param {Wanted} wanted @param {Report} report */
function fits(wanted, report) {
  const codes = new Set(report.findings.map(({ code }) => code));
  const lengths = new Map(report.segments.map(({ name, start, end }) => [name, end - start]));
  const has = (/** @type {[string, string]} */ [name, status]) =>
    report.checks.some((check) => check.name === name && check.status === status);
  return (
    (wanted.verdict?.includes(report.verdict) ?? true) &&
    (wanted.signature ?? report.signature) === report.signature &&
    Object.entries(wanted.checks ?? {}).every(has) &&
    (wanted.findings ?? []).every((code) => codes.has(code)) &&
    !(wanted.without ?? []).some((code) => codes.has(code)) &&
    membersFit(wanted.header, report.header_members) &&
    membersFit(wanted.claims, report.payload_members) &&
    Object.entries(wanted.parts ?? {}).every(([name, size]) => (lengths.get(name) ?? 0) === size) &&
    (wanted.verifiedBy === undefined ||
      report.keys.some(({ kid, status }) => kid === wanted.verifiedBy && status === "verified"))
  );
}

/**
 * @param {Record<string, Member> | undefined} wanted
 * @param {import("../../engine/contract").Member[]} members
 */
function membersFit(wanted, members) {
  return Object.entries(wanted ?? {}).every(([name, rule]) => {
    const value = members.findLast((member) => member.name === name)?.value;
    if (typeof rule === "boolean") return rule === (value !== undefined);
    if (value === undefined) return false;
    return (
      (rule.is ?? value) === value &&
      rule.not !== value &&
      value.includes(rule.has ?? "") &&
      !(rule.lacks !== undefined && value.includes(rule.lacks)) &&
      (rule.atMost === undefined || Number(value) <= rule.atMost)
    );
  });
}
