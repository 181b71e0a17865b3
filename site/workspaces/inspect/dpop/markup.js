/** The elements of the tab “DPoP”. */
import { h, setText } from "../../../shared/dom.js";

/** What every field has: nothing of it is kept or corrected by the browser. */
const FIELD = { autocomplete: "off", spellcheck: "false", autocapitalize: "off", maxlength: 10000 };

export function markup() {
  const other = h("textarea", { ...FIELD, id: "dpop-other", rows: 3, maxlength: 1048576 });
  const otherName = h("span", {});
  const about = h("p", { class: "hint" });
  const method = h("input", { ...FIELD, id: "dpop-method", placeholder: "POST" });
  const url = h("input", { ...FIELD, id: "dpop-url", placeholder: "https://…", inputmode: "url" });
  const nonce = h("input", { ...FIELD, id: "dpop-nonce" });
  const problem = h("p", { class: "hint", id: "dpop-problem", hidden: true });
  const verdict = h("p", { class: "dpop-verdict", id: "dpop-verdict" });
  const list = h("ul", { class: "dpop-checks", "aria-label": "Checks of the pair" });
  const findings = h("ul", { class: "dpop-remarks", "aria-label": "Findings on the pair" });
  const thumbprint = h("p", { class: "hint dpop-thumbprint", id: "dpop-thumbprint" });
  const result = h(
    "section",
    { class: "result", id: "dpop-result", "aria-label": "The pair", hidden: true },
    verdict,
    h("div", { class: "checks" }, list),
    findings,
    thumbprint,
  );
  const body = h(
    "div",
    { class: "dpop", id: "dpop" },
    h(
      "div",
      { class: "dpop-form" },
      about,
      h("label", { class: "field", for: other.id }, otherName, other),
      h(
        "div",
        { class: "dpop-request" },
        h("label", { class: "field", for: method.id }, "Method", method),
        h("label", { class: "field", for: url.id }, "URL of the request", url),
        h("label", { class: "field", for: nonce.id }, "Nonce of the server, if any", nonce),
      ),
      problem,
    ),
    result,
  );

  /** Asks for the other half. @param {boolean} isProof  Whether the page's token is the proof. */
  function ask(isProof) {
    setText(otherName, isProof ? "Access token" : "DPoP proof");
    setText(
      about,
      isProof
        ? "This token is a DPoP proof, which brings its own key. The verification key is for the " +
            "access token; a request to a token endpoint has none."
        : "This token is bound to a key. Each request with it needs a DPoP proof of that key.",
    );
  }
  return {
    body,
    other,
    method,
    url,
    nonce,
    problem,
    result,
    verdict,
    list,
    findings,
    thumbprint,
    ask,
  };
}
