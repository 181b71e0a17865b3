/** The versions of all parts, in the footer. */
import { byId, setText } from "../shared/dom.js";

/** @param {import("../state/model").Store} store */
export function mountVersions(store) {
  const element = byId("versions", HTMLElement);
  store.subscribe(({ meta }, previous) => {
    if (meta === null || meta === previous?.meta) return;
    const { versions, platform } = meta;
    setText(
      element,
      [
        `JWT Playground ${versions.jwt_playground}`,
        `PyJWT ${versions.pyjwt}`,
        `Python ${versions.python}`,
        versions.cryptography === null ? "" : `cryptography ${versions.cryptography}`,
        versions.openssl ?? "",
        platform,
      ]
        .filter(Boolean)
        .join(" · "),
    );
  });
}
