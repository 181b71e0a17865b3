/** Unpacks files that are packed with gzip. */
import { importGunzip } from "./build-files.js";

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} packed
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function inflated(packed) {
  if (BUILD.singleFile || typeof DecompressionStream === "function")
    return packed.pipeThrough(new DecompressionStream("gzip"));
  // Browsers before 2023 cannot do it by themselves.
  return new ReadableStream({
    async start(stream) {
      const { gunzipSync } = await importGunzip();
      const bytes = await new Response(packed).arrayBuffer();
      stream.enqueue(gunzipSync(new Uint8Array(bytes)));
      stream.close();
    },
  });
}
