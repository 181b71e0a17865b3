/**
 * Where the build's files are: beside this module's bundle, or, in a page that is one single file,
 * inside of that page. No other module of the engine knows it.
 */
import { EMBEDDED, importEmbeddedFile, openEmbeddedFile } from "./embedded-files.js";

// The browser's own `fetch`. While Pyodide starts, another function takes its place.
const network = globalThis.fetch;

/**
 * Returns the absolute URL that the file is opened by. For a file inside of the page it is only a
 * name.
 * @param {string} url  As it stands in BUILD: relative to this module's bundle.
 */
export function resolve(url) {
  return new URL(url, BUILD.singleFile ? EMBEDDED : import.meta.url).href;
}

/** @param {string} url @returns {Promise<Response>}  Rejects when the file cannot be loaded. */
export function openFile(url) {
  return BUILD.singleFile ? openEmbeddedFile(url) : network(url);
}

/** @param {string} url  URL of a module. @returns {Promise<unknown>}  The module's exports. */
export function importFile(url) {
  return BUILD.singleFile ? importEmbeddedFile(url) : import(/* @vite-ignore */ url);
}

/**
 * Imports what unpacks gzip where the browser does not. A single file needs such a browser anyway.
 * @returns {Promise<typeof import("./gunzip.js")>}  Rejects when the file cannot be loaded.
 */
export function importGunzip() {
  return import(/* @vite-ignore */ resolve(BUILD.gunzip));
}

/**
 * Imports what answers questions on encrypted tokens.
 * @returns {Promise<typeof import("./jwe.js")>}  Rejects when the file cannot be loaded.
 */
export function importJwe() {
  return BUILD.singleFile ? import("./jwe.js") : import(/* @vite-ignore */ resolve(BUILD.jwe));
}

/**
 * Imports what signs and verifies with curves in JavaScript.
 * @returns {Promise<typeof import("./noble.js")>}  Rejects when the file cannot be loaded.
 */
export function importNoble() {
  return BUILD.singleFile ? import("./noble.js") : import(/* @vite-ignore */ resolve(BUILD.noble));
}

/**
 * Imports what signs and verifies with ML-DSA in JavaScript.
 * @returns {Promise<typeof import("./noble-ml-dsa.js")>}  Rejects when the file cannot be loaded.
 */
export function importNobleMlDsa() {
  return BUILD.singleFile
    ? import("./noble-ml-dsa.js")
    : import(/* @vite-ignore */ resolve(BUILD.nobleMlDsa));
}

/**
 * Imports what opens and makes encrypted tokens in JavaScript.
 * @returns {Promise<typeof import("./noble-jwe.js")>}  Rejects when the file cannot be loaded.
 */
export function importNobleJwe() {
  return BUILD.singleFile
    ? import("./noble-jwe.js")
    : import(/* @vite-ignore */ resolve(BUILD.nobleJwe));
}
