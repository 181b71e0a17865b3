/** Loaded only in browsers that have no DecompressionStream. */
export { gunzipSync } from "fflate";
