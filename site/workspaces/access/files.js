/** Files of the workspace “Access”: exports of its parts, and imports. */
import { byId } from "../../shared/dom.js";
import { saveFile } from "../../shared/save-file.js";
import { toast } from "../../shared/toast.js";
import { MAX_REQUESTS } from "../../state/limits.js";
import { batchTerms } from "../../state/request-params.js";
import { decideAll } from "./decide.js";
import { pytestFile } from "./pytest-file.js";
import { readRequestsFile, requestsFile, rowOf, textsOf } from "./rows.js";

/** @import { AccessInputs } from "../../state/model" */
/** @import { Question } from "./decide.js" */

/** The largest file that is read, in bytes: a policy may have 400,000 characters. */
const MAX_FILE = 1_000_000;

/**
 * @param {import("../../shared/dom.js").App} app
 * @param {object} given
 * @param {() => Question} given.question  What stands in the workspace.
 * @param {(patch: Partial<AccessInputs>, name: string) => void} given.take
 */
export function mountFiles({ client }, { question, take }) {
  const input = byId("access-file", HTMLInputElement);
  const on = (/** @type {string} */ id, /** @type {() => void} */ run) =>
    byId(id, HTMLButtonElement).addEventListener("click", run);
  const rows = () => question().access.requests.map((texts) => rowOf(texts));

  on("access-export-model", () => saveFile("model.conf", [question().access.model], "text/plain"));
  on("access-export-policy", () => saveFile("policy.csv", [question().access.policy], "text/csv"));
  on("access-export-requests", () =>
    saveFile("requests.txt", [requestsFile(rows())], "text/plain"),
  );
  on("access-export-test", async () => {
    const asked = question();
    const now = asked.inputs.now ?? Date.now() / 1000;
    const { columns, error } = await decideAll(client, { ...asked, now });
    if (error) return toast(`The tests were not written. ${error.message}`);
    const tokens = [];
    for (const column of columns) {
      const params = { ...batchTerms(asked.inputs, now), token: column.token };
      const reply = await client.call("inspect", params);
      tokens.push({ ...column, payload: reply.ok ? reply.result.payload : null });
    }
    saveFile("test_access.py", [pytestFile({ rows: rows(), tokens, now })], "text/x-python");
  });

  on("access-import", () => input.click());
  input.addEventListener("change", async () => {
    const files = [...(input.files ?? [])];
    input.value = "";
    /** @type {Partial<AccessInputs>} */
    let patch = {};
    for (const file of files) {
      if (file.size > MAX_FILE)
        return toast(`A file of more than ${MAX_FILE / 1_000_000} MB was not read. Shorten it.`);
      patch = { ...patch, ...partOf(file.name, await file.text()) };
    }
    const count = patch.requests?.length ?? 0;
    if (count > MAX_REQUESTS)
      return toast(`The file has more than ${MAX_REQUESTS} requests. Nothing was taken over.`);
    if (files.length > 0) take(patch, namesOf(patch));
  });
}

/**
 * Tells by its content, or its name, what a file is.
 * @param {string} name
 * @param {string} text
 * @returns {Partial<AccessInputs>}
 */
export function partOf(name, text) {
  const lines = text.split("\n").map((line) => line.trim());
  if (lines.includes("[request_definition]")) return { model: text };
  const isRule = lines.some((line) => /^[pg]\d{0,2} ?,/.test(line));
  if (name.endsWith(".csv") || isRule) return { policy: text };
  return { requests: readRequestsFile(text).map((row) => textsOf(row)) };
}

/** @param {Partial<AccessInputs>} patch */
function namesOf({ model, policy, requests }) {
  const names = [
    ...(model === undefined ? [] : ["the model"]),
    ...(policy === undefined ? [] : ["the rules"]),
    ...(requests === undefined ? [] : ["the requests"]),
  ];
  return names.join(" and ");
}
