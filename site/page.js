/**
 * Puts the page together: the only module that knows the document, the session and the engine. It
 * makes the session and the views, connects them, and gives each view what it needs.
 */
import { cleanAddress, takeAddress } from "./address.js";
import { createBatch } from "./batch/judge-tokens.js";
import { decodeLink, encodeLink, LEFT_OUT } from "./links.js";
import { KEYS } from "./link-inputs.js";
import { termsOf } from "./link-terms.js";
import { preview } from "./preview.js";
import { batchTerms } from "./request-params.js";
import { createSession } from "./session.js";
import { runInSlices } from "./time-slices.js";
import { createStore, defaultInputs } from "./state.js";
import { afterVerdict } from "./views/after-verdict.js";
import { mountAnnouncer } from "./views/announce.js";
import { mountBatch } from "./views/batch.js";
import { mountChecks } from "./views/checks.js";
import { mountClaims } from "./views/claims.js";
import { Clock } from "./views/clock.js";
import { byId } from "./views/dom.js";
import { mountDetachedPayload } from "./views/detached-payload.js";
import { mountEditors } from "./views/editors.js";
import { mountEnginePanel } from "./views/engine-panel.js";
import { mountExpectations } from "./views/expectations.js";
import { mountFindings } from "./views/findings.js";
import { mountGenerateKey } from "./views/generate-key.js";
import { mountKey } from "./views/key.js";
import { mountLinkTerms } from "./views/link-terms.js";
import { mountLoadProgress } from "./views/load-progress.js";
import { mountNoticesAndErrors } from "./views/notices-and-errors.js";
import { mountSamples } from "./views/samples.js";
import { mountShare } from "./views/share.js";
import { mountSignBar } from "./views/sign-bar.js";
import { mountThemeButton } from "./views/theme-button.js";
import { mountToolbar } from "./views/toolbar.js";
import { mountVerdict } from "./views/verdict.js";
import { mountVersions } from "./views/versions.js";

/**
 * @param {object} given
 * @param {import("./engine/client.js").EngineClient} given.client
 * @param {import("./theme-choice.js").ThemeChoice} given.theme
 * @param {() => "server" | "copy" | "file"} given.answeredBy  Tells who has answered with this
 *   page.
 * @param {import("./address.js").Address} given.opened  The address as it was opened. It no longer
 *   stands in the address bar.
 * @returns {Promise<void>}  Resolves when everything is in place. Rejects when something fails.
 */
export async function startPage({ client, theme, answeredBy, opened }) {
  mountThemeButton(theme);
  const store = createStore();
  const session = createSession({ store, client, preview });
  // A link may have been pasted into this tab while the page was loading.
  follow(cleanAddress(location) === null ? opened : takeAddress());
  window.addEventListener("hashchange", () => follow(takeAddress()));
  store.subscribe(({ inputs, notices }) => {
    const done = KEYS.flatMap((name) => (inputs[name]?.text ? [LEFT_OUT[name]] : []));
    if (notices.some((notice) => done.includes(notice)))
      store.set({ notices: notices.filter((notice) => !done.includes(notice)) });
  });

  const mounted = runInSlices(mountViews(client, store, session));
  byId("skip", HTMLAnchorElement).addEventListener("click", (event) => {
    event.preventDefault();
    void mounted.then((editors) => editors?.token.view.focus());
  });
  await mounted;

  /**
   * Takes over what an address carries, at the start and when a link is pasted into this tab.
   * @param {import("./address.js").Address} address
   */
  function follow(address) {
    const { inputs, notices } = decodeLink(address, answeredBy());
    if (Object.keys(inputs).length === 0) {
      if (notices.length > 0) store.set({ notices });
      return;
    }
    session.update({ ...defaultInputs(), ...inputs });
    // The notices of an earlier link are not about this one.
    store.set({ notices, linkTerms: termsOf(inputs) });
  }
}

/**
 * Mounts the views one after the other. It yields in between, because the worker starts at the same
 * time and needs this thread for it.
 * @param {import("./engine/client.js").EngineClient} client
 * @param {import("./model").Store} store
 * @param {import("./model").Session} session
 * @returns {Generator<void, import("./views/editors.js").Editors>}
 */
function* mountViews(client, store, session) {
  yield;
  const calm = afterVerdict(store);
  const editors = yield* mountEditors(store, calm, session);
  /** @type {import("./views/dom.js").App} */
  const app = { store, session, editors, announce: mountAnnouncer(), reveal, clock: new Clock() };
  const views = [
    () => mountLoadProgress(store),
    () => mountLinkTerms(app),
    () => mountNoticesAndErrors(app, () => client.restart()),
    () => mountVerdict(app),
    () => mountToolbar(app),
    () => mountSamples(app),
    () => mountKey(app),
    () => mountGenerateKey(app),
    () => mountExpectations(app),
    () =>
      mountEnginePanel(app, {
        pyodideVersion: BUILD.pyodideVersion,
        joseVersion: BUILD.joseVersion,
        packageBytes: BUILD.packageBytes,
      }),
    () => mountDetachedPayload(app),
    () => mountSignBar(app),
    () => mountClaims(calm, app.clock),
    () => mountChecks(calm),
    () => mountFindings(calm, app.reveal),
    () =>
      mountBatch(
        app,
        (report) => createBatch(client, report),
        (inputs) => batchTerms(inputs, Date.now() / 1000),
      ),
    () => mountShare(app, addressOf),
    () => mountVersions(store),
  ];
  for (const mount of views) {
    mount();
    yield;
  }
  document.documentElement.dataset.started = "";
  return editors;

  /** @type {import("./views/dom.js").App["reveal"]} */
  function reveal({ where, range }) {
    if (range === null || where === "request") return;
    editors[where === "signature" ? "token" : where].reveal(range);
  }
}

/** @param {import("./model").Inputs} inputs @param {boolean} includeSecrets */
function addressOf(inputs, includeSecrets) {
  const fragment = encodeLink(inputs, { includeSecrets });
  const { protocol, host, pathname } = location; // not `origin`, which is "null" for a file
  return `${protocol}//${host}${pathname}${fragment && `#${fragment}`}`;
}
