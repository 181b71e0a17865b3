/** The members of a scenario as fields of a form, and how a field's value becomes a member. */

/**
 * `list`: words with commas between them. `choice`: one of `choices`; the first is left out.
 * `ignores`: boxes for what a careless service does not look at.
 * @typedef {"text" | "number" | "list" | "flag" | "choice" | "ignores"} Kind
 */
/**
 * @typedef {object} Field
 * @property {string} name  Of the member.
 * @property {string} label
 * @property {Kind} kind
 * @property {string | number | boolean} [otherwise]  What counts if the member is not there.
 * @property {string} [hint]  Shown in the empty field.
 * @property {readonly [string, string][]} [choices]  Values, and their words.
 */

/** @type {Field[]} */
export const WHOLE = [
  {
    name: "alg",
    label: "Algorithm",
    kind: "choice",
    choices: [
      ["RS256", "RS256"],
      ["EdDSA", "EdDSA"],
      ["HS256", "HS256 (one shared secret)"],
    ],
  },
  { name: "duration", label: "Length, s", kind: "number", otherwise: 3600 },
  { name: "lifetime", label: "A token lives, s", kind: "number", otherwise: 900 },
];
/** @type {Field[]} */
const SERVICE = [
  { name: "name", label: "Name", kind: "text" },
  { name: "audience", label: "Expects aud", kind: "text", hint: "its name" },
  { name: "cache", label: "Keeps a key set, s", kind: "number", otherwise: 600 },
  { name: "drift", label: "Clock ahead by, s", kind: "number", otherwise: 0 },
  { name: "leeway", label: "Leeway, s", kind: "number", otherwise: 0 },
  {
    name: "refetch",
    label: "Fetches keys anew for an unknown key",
    kind: "flag",
    otherwise: false,
  },
  { name: "deny_list", label: "Asks a deny-list", kind: "flag", otherwise: false },
  {
    name: "ignores",
    label: "Does not look at",
    kind: "ignores",
    choices: [
      ["signature", "the signature"],
      ["expiry", "times"],
      ["audience", "the audience"],
    ],
  },
];
/** @type {Field[]} */
const CLIENT = [
  { name: "name", label: "Name", kind: "text" },
  {
    name: "kind",
    label: "Its tokens",
    kind: "choice",
    choices: [
      ["honest", "from the issuer"],
      ["stolen-key", "its own, with the issuer's key"],
      ["forged", "its own, with another key"],
    ],
  },
  { name: "services", label: "Sends to", kind: "list", hint: "all" },
  { name: "audience", label: "Token for (aud)", kind: "list", hint: "those services" },
  { name: "roles", label: "Roles in the token", kind: "list", hint: "none" },
  { name: "first", label: "First request at, s", kind: "number", otherwise: 0 },
  { name: "every", label: "Every, s", kind: "number", otherwise: 60 },
  { name: "last", label: "Last request at, s", kind: "number", hint: "the end" },
  { name: "logout", label: "Logs out at, s", kind: "number", hint: "never" },
  { name: "renew", label: "Gets new tokens", kind: "flag", otherwise: true },
];
/** @type {Field[]} */
const ROTATION = [
  { name: "at", label: "New key signs from, s", kind: "number" },
  { name: "ahead", label: "Published before, s", kind: "number", otherwise: 0 },
  { name: "keep", label: "Old key stays, s", kind: "number", otherwise: 0 },
];

/**
 * The lists of a scenario, each with the fields of a row.
 * @type {{ name: string, title: string, one: string, least: number, most: number,
 *   fields: Field[], make: (number: number) => Record<string, unknown> }[]}
 */
export const LISTS = [
  {
    name: "services",
    title: "Services",
    one: "service",
    least: 1,
    most: 20,
    fields: SERVICE,
    make: (number) => ({ name: `service ${number}`, cache: 600 }),
  },
  {
    name: "clients",
    title: "Clients",
    one: "client",
    least: 1,
    most: 10,
    fields: CLIENT,
    make: (number) => ({ name: `client ${number}`, every: 300 }),
  },
  {
    name: "rotations",
    title: "Rotations of the key",
    one: "rotation",
    least: 0,
    most: 3,
    fields: ROTATION,
    make: (number) => ({ at: number * 900, ahead: 0, keep: 0 }),
  },
];
/** @type {Field[]} */
export const OUTAGE = [
  { name: "from", label: "Away from, s", kind: "number", otherwise: 0 },
  { name: "until", label: "Away until, s", kind: "number", otherwise: 0 },
];

/** @typedef {Record<string, unknown>} Row */

/**
 * Reads a scenario for the form.
 * @param {string} text
 * @returns {Row | null}  Null when the form cannot show it.
 */
export function readScenario(text) {
  try {
    const scenario = JSON.parse(text);
    if (!isRow(scenario)) return null;
    const lists = LISTS.map(({ name }) => scenario[name] ?? []);
    const fine = lists.every((rows) => Array.isArray(rows) && rows.every(isRow));
    return fine && isRow(scenario.outage ?? {}) ? scenario : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {value is Row} */
function isRow(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How a member stands in a field. @param {Field} field @param {unknown} value */
export function shownValue({ kind }, value) {
  if (kind === "list") return Array.isArray(value) ? value.join(", ") : String(value ?? "");
  return String(value ?? "");
}

/**
 * Writes what stands in a field into its row; what is not said is left out.
 * @param {Row} row
 * @param {Field} field
 * @param {string | boolean | string[]} given
 */
export function write(row, { name, kind, otherwise, choices }, given) {
  const words = typeof given === "string" && kind === "list" ? given.split(",") : [];
  const list = words.map((word) => word.trim()).filter(Boolean);
  const value = kind === "list" ? list : kind === "number" && given !== "" ? Number(given) : given;
  const isUsual = value === otherwise && typeof value === "boolean";
  const isFirst = kind === "choice" && value === choices?.[0]?.[0];
  const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
  if (isUsual || isFirst || isEmpty) delete row[name];
  else row[name] = value;
}
