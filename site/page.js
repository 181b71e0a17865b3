/**
 * Puts the page together: the only module that knows the document, the session and the engine. It
 * makes the session and the views, connects them, and gives each view what it needs.
 */
import { cleanAddress, takeAddress } from "./links/address.js";
import { viewOf } from "./links/view.js";
import { early } from "./state/early.js";
import { preview } from "./state/preview.js";
import { createSession } from "./state/session.js";
import { runInSlices } from "./shared/time-slices.js";
import { createStore } from "./state/store.js";
import { afterVerdict } from "./state/after-verdict.js";
import { mountAnnouncer } from "./shared/announce.js";
import { mountChecks } from "./workspaces/inspect/checks.js";
import { mountClaims } from "./workspaces/inspect/claims.js";
import { mountClaimsForm } from "./workspaces/inspect/claims-form.js";
import { Clock } from "./shared/clock.js";
import { byId } from "./shared/dom.js";
import { mountDetachedPayload } from "./workspaces/inspect/detached-payload.js";
import { mountEditors } from "./workspaces/inspect/editors.js";
import { mountEnginePanel } from "./workspaces/inspect/engine-panel.js";
import { mountExpectations } from "./workspaces/inspect/expectations.js";
import { mountFindings } from "./workspaces/inspect/findings.js";
import { mountGenerateKey } from "./workspaces/inspect/generate-key.js";
import { mountKey } from "./workspaces/inspect/key.js";
import { loadWhenIdle } from "./shell/load-when-idle.js";
import { mountLinkTerms } from "./shell/link-terms-notice.js";
import { mountLoadProgress } from "./shell/load-progress.js";
import { mountNoticesAndErrors } from "./shell/notices-and-errors.js";
import { mountSamples } from "./shell/samples.js";
import { mountShareButton } from "./shell/share-button.js";
import { mountEncryption } from "./workspaces/inspect/encryption.js";
import { KIT } from "./workspaces/inspect/encryption-kit.js";
import { mountDisclosuresTab } from "./workspaces/inspect/disclosures-tab.js";
import { mountLazyTab } from "./workspaces/inspect/lazy-tab.js";
import { mountRareParts } from "./workspaces/inspect/rare-parts.js";
import { mountSignBar } from "./workspaces/inspect/sign-bar.js";
import { mountThemeButton } from "./shell/theme-button.js";
import { mountToolbar } from "./workspaces/inspect/toolbar.js";
import { mountVerdict } from "./workspaces/inspect/verdict.js";
import { mountVersions } from "./shell/versions.js";
import { focusOn } from "./shell/actions.js";
import { mountDrop } from "./shell/drop.js";
import { mountFiles } from "./shell/files.js";
import { mountKeep } from "./shell/keep.js";
import { mountKeys } from "./shell/keys.js";
import { mountPalette } from "./shell/palette.js";
import { mountPasting } from "./shell/pasting.js";
import { createPlacing } from "./shell/placing.js";
import { mountOfflineStatus } from "./shell/offline-status.js";
import { mountSettings } from "./shell/settings.js";
import { mountWorkspaces } from "./shell/workspaces.js";
import { mountOtherKid } from "./workspaces/inspect/other-kid.js";
import { mountParts } from "./workspaces/inspect/parts.js";
import { mountTabs } from "./workspaces/inspect/tabs.js";
import { mountTokenBanner } from "./workspaces/inspect/token-banner.js";
import { mountWelcome } from "./workspaces/inspect/welcome.js";

const LOST =
  "The link could not be read: a part of the page could not be loaded. Check the connection, then " +
  "open the link again.";

const loadCarried = () => import("./carried.js");

/**
 * @param {object} given
 * @param {import("./engine/client.js").EngineClient} given.client
 * @param {import("./shell/theme-choice.js").ThemeChoice} given.theme
 * @param {() => "server" | "copy" | "file"} given.answeredBy  Tells who has answered with this
 *   page.
 * @param {import("./links/address.js").Address} given.opened  The address as it was opened. It
 *   no longer stands in the address bar.
 * @param {typeof import("./carried.js") | null} given.carried  What reads this address, or what
 *   this tab has kept. Null when there is neither.
 * @returns {Promise<() => Promise<import("./page-state.js").PageState>>}  Resolves when everything
 *   is in place, with what loads the page's state for scripts. Rejects when something fails.
 */
export async function startPage({ client, theme, answeredBy, opened, carried }) {
  mountThemeButton(theme);
  const store = createStore();
  const session = createSession({ store, client, early, preview });
  /** @type {Promise<import("./page-state.js").PageState> | null} */
  let state = null;
  carried?.restoreKept({ store, session });
  // A link may have been pasted into this tab while the page was loading.
  const first = cleanAddress(location) === null ? opened : takeAddress();
  window.addEventListener("hashchange", () => void follow(takeAddress()));
  if (carried) carried.followLink({ store, session }, first, answeredBy());
  else await follow(first);

  const mounted = runInSlices(mountViews(client, store, session));
  byId("skip", HTMLAnchorElement).addEventListener("click", (event) => {
    event.preventDefault();
    void mounted.then(focusOn("token"));
  });
  await mounted;
  loadWhenIdle({ client, store, hasPackages: BUILD.packageBytes > 0 });
  if (BUILD.embedIn) {
    const { openDoor } = await import("./door.js");
    openDoor({
      client,
      state: await loadState(),
      origins: BUILD.embedIn.split(" "),
      version: BUILD.version,
    });
  }
  return loadState;

  /** One promise for all, so that who asks first is answered first. */
  function loadState() {
    state ??= loadCarried().then(({ createPageState }) => createPageState({ store, session }));
    state.catch(() => {
      state = null; // the next call tries it again
    });
    return state;
  }

  /**
   * Takes over what an address carries, at the start and when a link is pasted into this tab.
   * @param {import("./links/address.js").Address} address
   */
  async function follow(address) {
    if (cleanAddress(address) === null) return;
    const loaded = await loadCarried().catch(() => null);
    if (loaded === null) store.set({ notices: [LOST] });
    else loaded.followLink({ store, session }, address, answeredBy());
  }
}

/**
 * Mounts the views one after the other. It yields in between, because the worker starts at the same
 * time and needs this thread for it.
 * @param {import("./engine/client.js").EngineClient} client
 * @param {import("./state/model").Store} store
 * @param {import("./state/model").Session} session
 * @returns {Generator<void, import("./workspaces/inspect/editors.js").Editors>}
 */
function* mountViews(client, store, session) {
  yield;
  const calm = afterVerdict(store);
  // The bar needs the editors, and the editors' Ctrl+Enter does what the bar's button does.
  let sign = () => {};
  const editors = yield* mountEditors(store, calm, session, () => sign());
  /** @type {import("./shared/dom.js").App} */
  const app = {
    store,
    session,
    editors,
    client,
    announce: mountAnnouncer(),
    reveal,
    clock: new Clock(),
    showPart: mountParts(),
    showTab: mountTabs(),
  };
  const views = [
    () => mountLoadProgress(store),
    () => mountLinkTerms(app),
    () => mountNoticesAndErrors(app, () => client.restart()),
    () => mountVerdict(app),
    () => mountToolbar(app),
    () => mountKey(app),
    () => mountOtherKid(app),
    ...(BUILD.connect
      ? [
          async () => {
            const { mountIssuer } = await import("./workspaces/inspect/issuer/index.js");
            mountIssuer(app, BUILD.connect.split(" "));
          },
        ]
      : []),
    () => mountGenerateKey(app),
    () => mountExpectations(app),
    () =>
      mountEnginePanel(app, {
        pyodideVersion: BUILD.pyodideVersion,
        joseVersion: BUILD.joseVersion,
        packageBytes: BUILD.packageBytes,
      }),
    () => mountDetachedPayload(app),
    () => {
      sign = mountSignBar(app);
    },
    () => mountClaimsForm(app),
    () => mountClaims(calm, app.clock),
    () => mountChecks(app, calm),
    () => mountFindings(calm, app.reveal),
    () => mountLazyTab(app, "size", () => import("./workspaces/inspect/size/index.js")),
    () => mountLazyTab(app, "layers", () => import("./workspaces/inspect/layers/index.js")),
    () => mountEncryption(app, KIT),
    () => mountLazyTab(app, "dpop", () => import("./workspaces/inspect/dpop/index.js")),
    () => mountRareParts(app),
    () => mountDisclosuresTab(app),
    () => mountWelcome(store, mountSamples(app)),
    () => {
      const placing = createPlacing(app);
      const takeFiles = mountFiles(placing);
      mountDrop(takeFiles);
      mountPasting(placing, takeFiles);
      mountTokenBanner(app, placing);
    },
    () => mountShareButton(app, loadCarried),
    () => mountVersions(store),
    () => mountSettings(),
    () => mountOfflineStatus(),
    () => mountKeep(store),
    () => mountPalette(),
    () => mountKeys(),
    // Read late: a link to a workspace may have been clicked meanwhile.
    () => mountWorkspaces(app, viewOf(location.hash)),
  ];
  for (const mount of views) {
    mount();
    yield;
  }
  document.documentElement.dataset.started = "";
  return editors;

  /** @type {import("./shared/dom.js").App["reveal"]} */
  function reveal({ where, range }) {
    if (range === null || where === "request" || where === "model" || where === "policy") return;
    const name = where === "signature" ? "token" : where;
    app.showPart(name === "token" || name === "key" ? name : "data");
    editors[name].reveal(range);
  }
}
