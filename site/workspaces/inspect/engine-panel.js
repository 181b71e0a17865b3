/**
 * The engine panel: the user chooses who does the public-key cryptography, and sees what this build
 * and this browser have.
 */
import { comparison } from "./cross-check.js";
import { byId, h, plural, setText } from "../../shared/dom.js";

/** @typedef {import("../../engine/contract").EngineChoice} EngineChoice */
/** @typedef {import("../../engine/contract").Meta} Meta */
/** @typedef {{ pyodideVersion: string, joseVersion: string, packageBytes: number }} Build */

/** @type {Record<string, string>} */
const ABOUT = {
  python: "HMAC, by Python itself.",
  cryptography: "OpenSSL, compiled for the page: every key format, also on plain-HTTP pages.",
  webcrypto: "The browser’s own: nothing to download.",
  noble: "JavaScript, loaded when first needed: all but RSA, also on plain-HTTP pages.",
};
/** @type {Record<string, string>} */
const MISSING = {
  cryptography: "not in this build",
  webcrypto: "needs HTTPS or localhost",
};

/** Those for public keys. */
const ENGINES = ["cryptography", "webcrypto", "noble"];

/** @param {import("../../shared/dom.js").App} app @param {Build} build */
export function mountEnginePanel({ store, session }, build) {
  const form = byId("engine", HTMLFormElement);
  const summary = byId("engine-summary", HTMLElement);
  const choice = byId("engine-choice", HTMLSelectElement);
  const cross = byId("cross-check", HTMLInputElement);
  const hint = byId("cross-check-hint", HTMLElement);
  const list = byId("engines", HTMLElement);
  const versions = byId("engine-versions", HTMLElement);

  form.addEventListener("submit", (event) => event.preventDefault());
  choice.addEventListener("change", () =>
    session.update({ engine: /** @type {EngineChoice} */ (choice.value) }),
  );
  cross.addEventListener("change", () => session.update({ crossCheck: cross.checked }));

  store.subscribe(({ inputs, load, meta, report }, previous) => {
    const isLoaded = load.hasPackages === true;
    const changed = meta !== previous?.meta || load.hasPackages !== previous?.load.hasPackages;
    if (meta !== null && changed) {
      const has = meta.engines.map(({ name }) => name);
      for (const option of choice.options) {
        const missing = option.value !== "auto" && !has.includes(option.value);
        setText(
          option,
          option.value === "auto"
            ? `Automatic (${automatic(has, isLoaded)})`
            : `${option.value}${missing ? `, ${MISSING[option.value]}` : ""}`,
        );
        option.disabled = missing;
      }
      list.replaceChildren(
        ...["python", ...ENGINES].map((name) => engine(name, meta, build, isLoaded)),
      );
      versions.replaceChildren(...versionRows(meta, build));
    }
    if (choice.value !== inputs.engine) choice.value = inputs.engine;
    cross.checked = inputs.crossCheck;
    const here = meta?.engines.filter(({ name }) => ENGINES.includes(name));
    const alone = here?.length === 1;
    cross.disabled = alone && !inputs.crossCheck;
    const compared =
      inputs.crossCheck && report !== null && inputs.token !== "" ? comparison(report) : null;
    setText(
      hint,
      compared?.text ??
        (alone
          ? `Takes two engines, and there is only ${here[0]?.name} here.`
          : "Two independent implementations, one token: they have to agree."),
    );
    setText(
      summary,
      [
        inputs.engine === "auto" ? "automatic" : inputs.engine,
        inputs.crossCheck ? "cross-check" : "",
      ]
        .filter(Boolean)
        .join(", "),
    );
  });
}

/**
 * Says which engine the automatic choice takes.
 * @param {string[]} has  The names of the engines that are here.
 * @param {boolean} isLoaded  Whether `cryptography` is loaded.
 */
function automatic(has, isLoaded) {
  if (isLoaded) return "cryptography";
  const now = has.includes("webcrypto") ? "webcrypto" : "noble";
  return has.includes("cryptography") ? `${now} now, cryptography once it is loaded` : now;
}

/** @param {string} name @param {Meta} meta @param {Build} build @param {boolean} isLoaded */
function engine(name, meta, build, isLoaded) {
  const found = meta.engines.find((each) => each.name === name);
  const waits = name === "cryptography" && found && !isLoaded;
  return h(
    "li",
    { "data-engine": name, "data-has": String(found !== undefined) },
    h(
      "p",
      {},
      h("strong", {}, name),
      " ",
      h(
        "span",
        { class: "hint" },
        found ? plural(found.algorithms.length, "algorithm") : (MISSING[name] ?? "not here"),
      ),
    ),
    h(
      "p",
      { class: "hint" },
      ABOUT[name] ?? "",
      waits
        ? ` Loaded when first needed, on fast lines also when the page is idle (${megabytes(build)}).`
        : "",
    ),
    ...(found ? [h("p", { class: "algorithm-list" }, found.algorithms.join(" "))] : []),
  );
}

/** @param {Build} build */
function megabytes({ packageBytes }) {
  return `${(packageBytes / 1e6).toFixed(1)} MB`;
}

/** @param {Meta} meta @param {Build} build */
function versionRows({ versions, platform }, { pyodideVersion, joseVersion }) {
  /** @type {[string, string | null][]} */
  const rows = [
    ["Pyodide", pyodideVersion],
    ["Python", `${versions.python} (${platform})`],
    ["PyJWT", versions.pyjwt],
    ["cryptography", versions.cryptography],
    ["OpenSSL", versions.openssl],
    ["jose", joseVersion],
  ];
  return rows.flatMap(([name, value]) =>
    value === null ? [] : [h("div", {}, h("dt", {}, name), h("dd", {}, value))],
  );
}
