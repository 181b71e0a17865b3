/**
 * Asks one address for a text. Nothing is sent but the address: no cookies, no referrer, nothing of
 * the page. The page's policy allows no address of another origin than the host has named.
 */
import { quoted } from "../../../shared/foreign-text.js";
import { Refused } from "./refused.js";

const SECONDS = 15;
/** The longest answer that is read, in bytes. Sets of keys have a few thousand. */
export const MOST = 1024 * 1024;

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 * @throws {Refused}  when nothing usable came, with the reason.
 * @throws  the signal's reason when it is aborted.
 */
export async function fetchText(address, signal) {
  signal.throwIfAborted();
  const stop = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort();
  }, SECONDS * 1000);
  const cancel = () => stop.abort();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const response = await fetch(address, {
      cache: "no-store",
      credentials: "omit",
      mode: "cors",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    return await textOf(response, address);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refused) throw error;
    const said = late
      ? `${quoted(address)} did not answer in full within ${SECONDS} seconds.`
      : `The browser did not let this page read ${quoted(address)}: it cannot be reached, or it ` +
        "lets no page of another site read it (CORS).";
    throw new Refused(said, { address, isFinal: late });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    stop.abort(); // what is still coming of a refused answer
  }
}

/** @param {Response} response @param {string} address */
async function textOf(response, address) {
  if (response.type === "opaqueredirect")
    throw new Refused(
      `${quoted(address)} leads on to another address, and this page follows no such redirect.`,
      { address },
    );
  if (!response.ok)
    throw new Refused(`${quoted(address)} answered with the status ${response.status}.`, {
      address,
    });
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MOST)
      throw new Refused(
        `The answer of ${quoted(address)} is larger than 1 MB, so it was not read to its end.`,
        { address, isFinal: true },
      );
    parts.push(part.value);
  }
  return new Blob(/** @type {BlobPart[]} */ (parts)).text();
}
