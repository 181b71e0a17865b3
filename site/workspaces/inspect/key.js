/**
 * The key pane: what kind of key was recognized, what happened to it, and the findings about it.
 */
import { byId, h, plural, redrawn, redrawnList, setText } from "../../shared/dom.js";
import { findingItem } from "../../shared/finding-item.js";
import { gravestFirst, isAboutKey } from "./findings.js";
import { keyFacts } from "./key-facts.js";
import { asksPassphrase, keyFields } from "./key-fields.js";
import { matchingKid } from "./other-kid.js";
import { accounts, keyTable, mountKidPicker } from "./key-set.js";

/** @typedef {import("../../engine/contract").Finding} Finding */
/** @typedef {import("../../engine/contract").DescribedKey} DescribedKey */
/** @typedef {import("./certificates.js").Counter} Counter */
/** @typedef {import("../../state/model").State} State */

/** @param {import("../../shared/dom.js").App} app */
export function mountKey({ store, session, announce, reveal, clock }) {
  const details = byId("signing-key-details", HTMLDetailsElement);
  const list = byId("key-findings", HTMLElement);
  const set = byId("key-set", HTMLElement);
  const recognized = byId("recognized", HTMLElement);
  const verification = keyFields(
    "",
    () => store.get().inputs.key,
    (key) => session.update({ key }),
  );
  const signing = keyFields(
    "signing-",
    () => store.get().inputs.signingKey,
    (signingKey) => session.update({ signingKey }),
  );
  mountKidPicker(store, session);

  /** @type {Counter[]} */
  let counters = [];
  /** @param {number} live */
  const count = (live) => {
    const now = store.get().inputs.now ?? live;
    for (const { element, text } of counters) setText(element, text(now));
  };
  const drawFindings = redrawnList(list, (/** @type {Finding} */ finding) =>
    findingItem(finding, reveal),
  );
  const drawSet = redrawn(
    set,
    (
      /** @type {{ keys: DescribedKey[], reported: ReturnType<typeof accounts>,
       *   matching: string | null }} */ { keys, reported, matching },
    ) => (keys.length < 2 ? [] : [keyTable(keys, reported, matching)]),
  );
  const drawFacts = redrawn(recognized, (/** @type {DescribedKey[]} */ keys) => {
    counters = [];
    const facts = keys.map((key) => keyFacts(key, counters, announce));
    return facts.length < 2
      ? facts
      : [
          h(
            "details",
            {},
            h("summary", {}, `Details of the ${plural(facts.length, "key")}`),
            ...facts,
          ),
        ];
  });

  store.subscribe((state, previous) => {
    const { inputs, keys, signFindings } = state;
    const findings = keyFindings(state);
    signing.draw(inputs.signingKey, asksPassphrase(inputs.signingKey, signFindings));
    if (inputs.signingKey !== null && previous?.inputs.signingKey == null) details.open = true;
    const described = inputs.key.text === "" ? [] : (keys?.keys ?? []);
    const isOther = described.length > 0 && described.every(({ kty }) => kty !== "oct");
    verification.draw(inputs.key, asksPassphrase(inputs.key, findings), isOther);
    drawFindings(gravestFirst(findings));
    drawSet({ keys: described, reported: accounts(state), matching: matchingKid(state) });
    drawFacts(described);
    count(clock.now());
  });
  clock.onTick(count);
}

/**
 * Returns the findings about the key, from its description and from the token's report, without
 * duplicates.
 * @param {State} state
 * @returns {Finding[]}
 */
function keyFindings({ inputs, keys, report, reportFor }) {
  const fresh = report !== null && inputs.token !== "" && reportFor === inputs.token;
  const all = [
    ...(inputs.key.text === "" ? [] : (keys?.findings ?? [])),
    ...(fresh ? report.findings : []),
  ].filter(isAboutKey);
  return [...new Map(all.map((finding) => [finding.code + finding.message, finding])).values()];
}
