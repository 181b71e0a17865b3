/**
 * Sends a few requests in idle moments after the start, like those that will come. Code that runs
 * for the first time has to be compiled first, in the browser and in Python: without this, the
 * first dozen requests of the page would take several times as long as later ones.
 */

/** The token and the key of RFC 7515, appendix A.1, which are public. */
const REQUEST = JSON.stringify({
  op: "inspect",
  params: {
    token:
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" +
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ" +
      ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    key: {
      text: "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
      encoding: "base64url",
    },
  },
});

/**
 * A request that only the engine “cryptography” can answer, so Python loads it. It has the token
 * and the key of RFC 7515, appendix A.3, which are public.
 */
export const NEEDS_CRYPTOGRAPHY = JSON.stringify({
  op: "inspect",
  params: {
    token:
      "eyJhbGciOiJFUzI1NiJ9" +
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ" +
      ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    key: {
      text: JSON.stringify({
        kty: "EC",
        crv: "P-256",
        x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
      }),
    },
    engine: "cryptography",
  },
});

const TIMES = 12;
/** Milliseconds between two requests, so that those of the page come first. */
const PAUSE = 15;

/**
 * @param {(request: string) => Promise<unknown>} ask  Queues a request behind those of the page.
 */
export async function warmUp(ask) {
  for (let time = 0; time < TIMES; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    await ask(REQUEST);
  }
}
