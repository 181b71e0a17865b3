/** The notice that tells what a link set beside the token. */
import { bringsSecret, inWords, withoutTerms } from "../state/link-terms.js";
import { byId, h, passFocus } from "../shared/dom.js";

const SECRET = "Everybody who has the link has what is secret in it.";

/** @param {Pick<import("../shared/dom.js").App, "store" | "session">} app */
export function mountLinkTerms({ store, session }) {
  const place = byId("link-terms", HTMLElement);
  /** @type {import("../state/model").LinkTerms | null} */
  let drawn = null;
  store.subscribe(({ linkTerms }) => {
    if (linkTerms === drawn) return;
    drawn = linkTerms;
    if (linkTerms === null || linkTerms.accepted) return place.replaceChildren();
    place.replaceChildren(
      h(
        "p",
        { class: "notice", "data-severity": "warning" },
        h(
          "span",
          {},
          `This link came with: ${inWords(linkTerms)}. Whoever made the link chose that; the ` +
            "verdict depends on it.",
          bringsSecret(linkTerms) ? ` ${SECRET}` : "",
        ),
        h(
          "span",
          { class: "row" },
          h("button", { type: "button", click: () => reset(linkTerms) }, "Reset to the defaults"),
          h("button", { type: "button", class: "quiet", click: () => accept(linkTerms) }, "Keep"),
        ),
      ),
    );
  });

  /** @param {import("../state/model").LinkTerms} terms */
  const reset = (terms) => {
    passFocus(place);
    session.update(withoutTerms(terms));
  };
  /** @param {import("../state/model").LinkTerms} terms */
  const accept = (terms) => {
    passFocus(place);
    store.set({ linkTerms: { ...terms, accepted: true } });
  };
}
