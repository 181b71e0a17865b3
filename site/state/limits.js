/**
 * The limits that the engine sets to the values of a request (`py/jwt_playground/params.py`). The
 * page holds what a link brings against them, and a test holds them against the engine's.
 */

/** The most values of a list, such as the issuers that are expected. */
export const MAX_ITEMS = 100;
/** The longest name or value, in UTF-16 units. */
export const MAX_VALUE = 10_000;
/** The longest scenario of the workspace “Services”, in UTF-16 units. */
export const MAX_SCENARIO = 100_000;
/** The most requests of the workspace “Access”. */
export const MAX_REQUESTS = 1_000;
/** The most tokens that it decides on beside the one of “Inspect”. */
export const MAX_TOKENS = 5;
/** The longest leeway, in seconds: one day. */
export const MAX_LEEWAY = 86_400;
/** The farthest fixed time, before or after 1970, in seconds: what the field for it can hold. */
export const MAX_NOW = 999_999_999_999;
