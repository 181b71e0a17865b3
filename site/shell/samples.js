/**
 * The sample tokens. Each one has a key and a sentence about what to look at. They are loaded when
 * somebody first wants one.
 */
import { byId, h, setText } from "../shared/dom.js";
import { offerUndo } from "../shared/undo.js";
import { hasInputs } from "../state/store.js";

/** @typedef {import("../state/model").Inputs} Inputs */
/**
 * @typedef {{ id: string, label: string, look: string, token: string, key?: Inputs["key"],
 *   expect?: Inputs["expect"], decryptionKey?: Inputs["key"], now?: number,
 *   detachedPayload?: string }} Sample
 */

/**
 * @param {import("../shared/dom.js").App} app
 * @returns {(id: string) => Promise<void>}  Loads the sample with this id.
 */
export function mountSamples({ store, session, announce }) {
  const dialog = byId("samples", HTMLDialogElement);
  const note = byId("sample-note", HTMLElement);
  const list = byId("samples-list", HTMLElement);
  let shownFor = "";
  /** Empty until they are loaded. @type {readonly Sample[]} */
  let samples = [];

  byId("open-samples", HTMLButtonElement).addEventListener("click", () => {
    dialog.showModal();
    void fetched();
  });

  /** Loads the samples if that is not done yet, and says when it fails. */
  async function fetched() {
    if (samples.length > 0) return;
    try {
      ({ default: samples } = await import("../content/samples.json"));
    } catch {
      const text = "The samples could not be loaded. Check the connection, then try again.";
      list.replaceChildren(h("li", {}, text));
      announce(text);
      return;
    }
    list.replaceChildren(
      ...samples.map((sample) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", "data-sample": sample.id, click: () => load(sample) },
            h("strong", {}, sample.label),
            h("span", {}, sample.look),
          ),
        ),
      ),
    );
  }

  /** @param {Sample} sample */
  function load(sample) {
    dialog.close();
    const before = store.get();
    shownFor = sample.token;
    session.update({
      direction: "verify",
      token: sample.token,
      key: sample.key ?? { text: "" },
      signingKey: null,
      decryptionKey: sample.decryptionKey ?? null,
      algorithms: null,
      expect: sample.expect ?? {},
      leeway: 0,
      detachedPayload: sample.detachedPayload ?? "",
      now: sample.now ?? null,
    });
    setText(note, sample.look);
    note.hidden = false;
    const done = `Sample loaded: ${sample.label}.`;
    if (hasInputs(before.inputs))
      offerUndo({ store, session }, `${done} It replaced what you had entered.`, before);
    else announce(done);
  }

  store.subscribe(({ inputs }) => {
    if (inputs.token !== shownFor) note.hidden = true;
  });
  return async (id) => {
    await fetched();
    const sample = samples.find((each) => each.id === id);
    if (sample) load(sample);
    else dialog.showModal(); // it says why there are none
  };
}
