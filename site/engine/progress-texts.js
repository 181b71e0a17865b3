/** The texts that the page shows beside its progress bar while the engine is loading. */

export const STARTING = "Starting.";
export const DOWNLOADING_PYTHON = "Downloading Python.";
export const UNPACKING_PYTHON = "Unpacking Python."; // from a page of one file
export const STARTING_PYTHON = "Starting Python.";
export const LOADING_PYJWT = "Loading PyJWT.";
export const READY = "Ready.";

/**
 * The text while the page loads a package that a request needs.
 * @param {string} name  The engine's name as people know it, such as `cryptography`.
 */
export const loadingEngine = (name) => `Loading the engine “${name}”.`;

/**
 * The text while the page loads what decides policies.
 * @param {string} name  The package's name, such as `casbin`.
 */
export const loadingPackage = (name) => `Loading the package “${name}”.`;
