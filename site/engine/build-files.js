/**
 * Where the build's files are: beside this module's bundle, or, in a page that is
 * one single file, inside of that page. The engine knows it nowhere else.
 */
import { EMBEDDED, importEmbeddedFile, openEmbeddedFile } from "./embedded-files.js";

// As it is now: while Pyodide starts, another one stands in its place.
const network = globalThis.fetch;

/**
 * The file's absolute URL, by which it is opened. Inside the page it is only a name.
 * @param {string} url  As BUILD has it: relative to this module's bundle.
 */
export function resolve(url) {
  return new URL(url, BUILD.singleFile ? EMBEDDED : import.meta.url).href;
}

/** @param {string} url @returns {Promise<Response>} Rejects when the file cannot be had. */
export function openFile(url) {
  return BUILD.singleFile ? openEmbeddedFile(url) : network(url);
}

/** @param {string} url  A module's. @returns {Promise<unknown>} Its exports. */
export function importFile(url) {
  return BUILD.singleFile ? importEmbeddedFile(url) : import(/* @vite-ignore */ url);
}
