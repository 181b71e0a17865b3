/** The texts that the page shows beside its progress bar while the engine is loading. */

export const STARTING = "Starting.";
export const GETTING_PYTHON = BUILD.singleFile ? "Unpacking Python." : "Downloading Python.";
export const STARTING_PYTHON = "Starting Python.";
export const LOADING_PYJWT = "Loading PyJWT.";
export const READY = "Ready.";

/**
 * For a package that a request needs, after the start.
 * @param {string} name  As people know it: `cryptography`.
 */
export const loadingEngine = (name) => `Loading the engine “${name}”.`;
