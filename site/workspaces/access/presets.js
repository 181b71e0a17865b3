/** The policies to begin with, which the engine brings. */
import { byId, h, setText } from "../../shared/dom.js";
import { rowOfRequest, textsOf } from "./rows.js";

/** @import { Preset } from "../../engine/contract" */
/** @import { AccessInputs } from "../../state/model" */

/** The preset that is shown while nothing was changed. */
const FIRST = "roles";

/** What stands in the workspace before the engine has brought its presets. @type {AccessInputs} */
export const NOTHING = { model: "", policy: "", requests: [["", "", ""]], paths: [], tokens: [] };

/**
 * @param {Pick<import("../../engine/client.js").EngineClient, "call">} client
 * @param {object} given
 * @param {() => void} given.onCome  The presets are there.
 * @param {(preset: Preset) => void} given.onChoose
 */
export function mountPresets(client, { onCome, onChoose }) {
  const select = byId("access-preset", HTMLSelectElement);
  const question = byId("access-question", HTMLElement);
  /** @type {Preset[]} */
  let presets = [];
  let asked = false;
  select.addEventListener("change", () => {
    const preset = presets.find(({ name }) => name === select.value);
    if (preset) onChoose(preset);
  });

  return {
    /** Asks for them, and lets the engine load what decides before anybody asks for a decision. */
    async load() {
      if (asked) return;
      asked = true;
      const reply = await client.call("access_presets", {});
      asked = reply.ok; // if not, the next look at the workspace asks again
      if (!reply.ok) return;
      presets = reply.result;
      select.replaceChildren(
        h("option", { value: "" }, "your own"),
        ...presets.map(({ name }) => h("option", { value: name }, name)),
      );
      onCome();
      await client.call("access_presets", { load: true });
    },
    /** What stands there while nothing was changed. @returns {AccessInputs} */
    get first() {
      const preset = presets.find(({ name }) => name === FIRST);
      return preset ? { ...NOTHING, ...partsOf(preset) } : NOTHING;
    },
    /** Names the preset that is shown. @param {AccessInputs} access */
    show({ model, policy }) {
      const preset = presets.find((each) => each.model === model && each.policy === policy);
      select.value = preset?.name ?? "";
      setText(
        question,
        preset?.question ?? "Who may do what? The rules below say it, in casbin’s words.",
      );
    },
  };
}

/** @param {Preset} preset @returns {Pick<AccessInputs, "model" | "policy" | "requests">} */
export function partsOf({ model, policy, requests }) {
  return { model, policy, requests: requests.map((each) => textsOf(rowOfRequest(each))) };
}
