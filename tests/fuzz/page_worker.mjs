/**
 * Reads links and logs as the page does, one per line, and says what is wrong and how long the
 * processor worked on each. The page's modules are bundled for Node first.
 */
import { createInterface } from "node:readline";
import { buildSync } from "esbuild";

/** What of the page is tried. `site/` knows no DOM in these modules. */
const ENTRY = `
export { decodeLink, encodeLink, hasSecrets } from "./site/links/links.js";
export { early } from "./site/state/early.js";
export { preview } from "./site/state/preview.js";
export { mayBeSecret } from "./site/state/secrets.js";
export { defaultInputs } from "./site/state/store.js";
export { inspectParams } from "./site/state/request-params.js";
export { searchTokens } from "./site/shared/find-tokens.js";
export { plain } from "./site/shared/foreign-text.js";
`;
const bundled = buildSync({
  stdin: { contents: ENTRY, resolveDir: "." },
  bundle: true,
  format: "esm",
  write: false,
});
const source = Buffer.from(bundled.outputFiles[0].text).toString("base64");
const page = await import(`data:text/javascript;base64,${source}`);

const MOST_NOTICE = 2_000;

const tried = {
  /** A link is read, what it holds is drawn and asked for, and a link is made of it again. */
  links(text) {
    const faults = [];
    const [path, search] = text.startsWith("?") ? ["/", text] : ["/", ""];
    const hash = text.startsWith("#") ? text : "";
    const { inputs, notices } = page.decodeLink({ pathname: path, search, hash });
    for (const notice of notices) {
      if (notice !== page.plain(notice)) faults.push("a notice holds a character that lies");
      if (notice.length > MOST_NOTICE) faults.push("a notice is long");
    }
    const all = { ...page.defaultInputs(), ...inputs };
    page.early(all.token);
    page.preview(all.token);
    const request = page.inspectParams(all);
    if (JSON.stringify(request).length > 30_000_000) faults.push("the request is huge");
    const again = page.encodeLink(all, { includeSecrets: true });
    const second = page.decodeLink({ pathname: "/", search: "", hash: `#${again}` });
    const back = { ...page.defaultInputs(), ...second.inputs };
    const read = all.direction === "sign" ? all : { ...all, header: "", payload: "" };
    if (JSON.stringify(back) !== JSON.stringify(read)) faults.push("the link made of it differs");
    const without = page.encodeLink(all);
    for (const secret of [all.key, all.signingKey, all.decryptionKey]) {
      if (secret && page.mayBeSecret(secret.text) && holds(without, secret.text))
        faults.push("a secret is in the link");
    }
    return faults;
  },

  /** A log is searched; what is found stands in it. */
  logs(text) {
    const faults = [];
    const search = page.searchTokens(text);
    let step = search.next();
    while (!step.done) step = search.next();
    const { tokens, total } = step.value;
    let counted = 0;
    for (const { token, line, count } of tokens) {
      counted += count;
      if (line < 1) faults.push("a line before the first");
      if (token.length > text.length) faults.push("a token is longer than the text");
    }
    if (counted !== total) faults.push("the counts differ");
    const [first] = tokens;
    if (first && !text.split("\n")[first.line - 1].includes(first.token))
      faults.push("the first token does not stand in its line");
    page.early(text);
    page.preview(text);
    page.mayBeSecret(text);
    return faults;
  },
};

/** Tells whether a link carries this key text. */
function holds(link, secret) {
  const { inputs } = page.decodeLink({ pathname: "/", search: "", hash: `#${link}` });
  const keys = [inputs.key, inputs.signingKey, inputs.decryptionKey];
  return secret !== "" && keys.some((key) => key?.text === secret);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, text } = JSON.parse(line);
  const before = process.cpuUsage();
  let faults;
  try {
    faults = tried[kind](text);
  } catch (error) {
    faults = [`${error}`];
  }
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ faults, seconds: (user + system) / 1e6 }));
}
