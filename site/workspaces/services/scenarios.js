/** The scenarios that are offered. */
import scenarios from "../../content/scenarios.json";

/** @type {readonly { id: string, name: string, text: string }[]} */
export const SCENARIOS = scenarios.map(({ id, scenario }) => ({
  id,
  name: scenario.name,
  text: JSON.stringify(scenario, null, 2),
}));

/** The first one, which is shown when none was chosen. */
export const FIRST = SCENARIOS[0]?.text ?? "";

/** What a scenario says about itself. @param {string} text */
export function aboutOf(text) {
  try {
    const { about } = JSON.parse(text);
    return typeof about === "string" ? about : "";
  } catch {
    return "";
  }
}
