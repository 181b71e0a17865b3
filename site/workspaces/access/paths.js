/** Paths in the claims of a token, as texts. Pure. */
import { fromJson } from "./rows.js";

/** The longest path that is taken, in names. */
const MAX_NAMES = 10;

/**
 * Writes where a grant stands: `realm_access.roles`, or `["https://app.example/roles"]`.
 * @param {readonly string[]} path
 */
export function pathText(path) {
  return path
    .map((name, index) =>
      /^[A-Za-z_]\w*$/.test(name)
        ? `${index > 0 ? "." : ""}${name}`
        : index === 0
          ? name
          : `[${JSON.stringify(name)}]`,
    )
    .join("");
}

/**
 * Reads a path: names with dots between them, an address as one name, or JSON.
 * @param {string} text
 * @returns {string[] | null}
 */
export function readPath(text) {
  const given = text.trim();
  const json = given.startsWith("[") ? fromJson(given) : undefined;
  const names = given.startsWith("[") ? json : given.includes("://") ? [given] : given.split(".");
  const isPath =
    Array.isArray(names) &&
    names.length > 0 &&
    names.length <= MAX_NAMES &&
    names.every((name) => typeof name === "string" && name !== "");
  return isPath ? names : null;
}
