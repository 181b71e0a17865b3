/** What is known of the names of claims and header parameters; loaded after the first script. */
export { default as claims } from "../../content/claims.json";
export { default as header } from "../../content/header.json";
