/**
 * “Fetch keys”: gets the keys of the issuer that a token names, or of a link in the key field, when
 * the user presses it. It is only in a build that names the origins of such issuers
 * (`build.py build --connect ORIGIN`), and the policy of that build allows no other origins.
 */
import { copyButton } from "../../../shared/clipboard.js";
import { byId, h, passFocus, plural } from "../../../shared/dom.js";
import { foreign, sentence } from "../../../shared/foreign.js";
import { quoted } from "../../../shared/foreign-text.js";
import { offerUndo } from "../../../shared/undo.js";
import { commandFor } from "./addresses.js";
import { fetchKeys } from "./fetch-keys.js";
import { offerOf } from "./offers.js";
import { Refused } from "./refused.js";

/** @typedef {import("./offers.js").Offer} Offer */

/**
 * @param {import("../../../shared/dom.js").App} app
 * @param {readonly string[]} origins  Exact origins, as browsers write them.
 */
export function mountIssuer({ store, session, announce }, origins) {
  const place = h("div", { id: "issuer", class: "key-set" });
  byId("key-findings", HTMLElement).after(place);
  const told = h("div", { id: "issuer-told", class: "key-facts" });
  const button = h("button", { type: "button", id: "fetch-keys", click: press }, "Fetch keys");
  let drawn = "null";
  /** @type {Offer | null} */
  let offer = null;
  /** The fetch under way; null when there is none. @type {AbortController | null} */
  let running = null;

  store.subscribe((state, previous) => {
    const next = offerOf(state, origins);
    // While a report is under way, what is there stays: the button does not jump while one types.
    const isOnItsWay = next === null && state.busy && state.inputs.token !== "";
    if (!isOnItsWay && JSON.stringify(next) !== drawn) return draw(next);
    if (running && state.inputs.key !== previous?.inputs.key)
      end("You changed the key meanwhile, so nothing was taken. Press “Fetch keys” to try again.");
  });

  /** @param {Offer | null} next */
  function draw(next) {
    const hadFocus = place.contains(document.activeElement);
    if (next === null) passFocus(place);
    stop();
    offer = next;
    drawn = JSON.stringify(next);
    told.replaceChildren();
    place.replaceChildren(...(next === null ? [] : [offered(next, origins, button, told)]));
    if (hadFocus && next !== null) button.focus({ preventScroll: true });
  }

  /** Nobody waits for the fetch under way any more. */
  function stop() {
    running?.abort();
    running = null;
    button.textContent = "Fetch keys";
  }

  function press() {
    if (running) end("Cancelled. Your key is as it was.");
    else if (offer !== null) void run(offer);
  }

  /** Ends the fetch under way. @param {string} why */
  function end(why) {
    stop();
    told.replaceChildren(h("p", { class: "hint" }, why));
    announce(why);
  }

  /** @param {Offer} wanted */
  async function run(wanted) {
    const mine = new AbortController();
    running = mine;
    button.textContent = "Cancel";
    const asking = (/** @type {string} */ address) => {
      if (mine.signal.aborted) return;
      const text = `Asking ${quoted(address)} …`;
      told.replaceChildren(h("p", { class: "hint" }, ...sentence(text)));
    };
    try {
      const { address, text, count } = await fetchKeys(wanted, origins, mine.signal, asking);
      if (running !== mine) return; // nobody wants it any more
      stop();
      told.replaceChildren();
      const before = store.get();
      session.update({ key: { text } });
      const is = count === 1 ? "is" : "are";
      const done = `${plural(count, "key")} from ${quoted(address)} ${is} in the key field now.`;
      offerUndo({ store, session }, done, before, { names: ["key"] });
    } catch (error) {
      if (running !== mine) return;
      stop();
      if (!(error instanceof Refused)) throw error;
      const { text, nodes } = refusal(error, announce);
      told.replaceChildren(...nodes);
      announce(text);
    }
  }
}

/**
 * Says who would be asked, and at which addresses.
 * @param {Offer} offer
 * @param {readonly string[]} origins
 * @param {HTMLElement} button
 * @param {HTMLElement} told
 */
function offered({ issuer, addresses }, origins, button, told) {
  const what =
    issuer === null
      ? "The key field holds a link. Fetch what it leads to only if you trust it."
      : `The token names the issuer ${quoted(issuer)}. Anybody can write that into a token: fetch ` +
        "its keys only if you trust this issuer.";
  const [first, ...others] = addresses.map((address) => h("code", {}, foreign(address)));
  const allowed = origins.map((origin) => quoted(origin)).join(", ");
  return h(
    "div",
    { class: "key-facts", role: "group", "aria-label": "Keys of the issuer" },
    h("p", {}, ...sentence(what)),
    h(
      "p",
      { class: "hint" },
      "“Fetch keys” asks ",
      first ?? "",
      ...others.flatMap((other) => [", or if nothing is there, ", other]),
      ...sentence(
        `, and then the address of the keys that stands there (jwks_uri), if it is at ${allowed}. ` +
          "The token is not sent.",
      ),
    ),
    h("p", { class: "row" }, button),
    told,
  );
}

/**
 * Says why there are no keys, and gives the command with which the user gets them.
 * @param {Refused} refused
 * @param {(text: string) => void} announce
 */
function refusal({ message, address, isDocument }, announce) {
  const command = address === null ? null : commandFor(address);
  const next = isDocument
    ? "Run this command: it prints a document with the address of the keys (jwks_uri). Fetch that " +
      "in the same way, and paste what comes into the key field."
    : "If you trust that address, run this command, and paste what it prints into the key field.";
  const text = command === null ? message : `${message} ${next}`;
  const paragraph = h("p", {}, ...sentence(text));
  if (command === null) return { text, nodes: [paragraph] };
  const copy = h("button", { type: "button", class: "chip" }, "Copy");
  copyButton(copy, () => command, "Command", announce);
  const line = h("p", {}, h("code", { id: "issuer-command" }, foreign(command)), " ", copy);
  return { text, nodes: [paragraph, line] };
}
