/** The texts that the page shows beside its progress bar while the engine is loading. */

export const STARTING = "Starting.";
export const DOWNLOADING_PYTHON = "Downloading Python.";
export const UNPACKING_PYTHON = "Unpacking Python."; // from a page of one file
export const STARTING_PYTHON = "Starting Python.";
export const LOADING_PYJWT = "Loading PyJWT.";
export const READY = "Ready.";

/**
 * For a package that a request needs, after the start.
 * @param {string} name  As people know it: `cryptography`.
 */
export const loadingEngine = (name) => `Loading the engine “${name}”.`;
