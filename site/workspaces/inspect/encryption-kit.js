/**
 * What the page lends to the part for encrypted tokens, which is loaded later. If that imported it,
 * the first script would be cut into more files, and be larger.
 */
import { keyEditor } from "../../editors/key.js";
import { createLatestRequest } from "../../state/latest-request.js";
import { preview } from "../../state/preview.js";
import { describeParams, signParams } from "../../state/request-params.js";
import { draftsToSign } from "../../state/verify-or-sign.js";
import { encrypts, isEncrypted } from "./encryption.js";
import { gravestFirst } from "./findings.js";
import { algorithmsOf } from "./generate-key.js";
import { headerForKey } from "./header-for-key.js";
import { keyName } from "./key-facts.js";
import { asksPassphrase, keyFields } from "./key-fields.js";
import { shownTexts } from "./shown-texts.js";
import { askToSign } from "./sign-anyway.js";
import { tellRefused, tellSigned } from "./sign-outcome.js";
import { addLayeredText, verdictText } from "./verdict-text.js";

export const KIT = {
  addLayeredText,
  algorithmsOf,
  asksPassphrase,
  askToSign,
  createLatestRequest,
  describeParams,
  draftsToSign,
  encrypts,
  gravestFirst,
  headerForKey,
  isEncrypted,
  keyEditor,
  keyFields,
  keyName,
  preview,
  shownTexts,
  signParams,
  tellRefused,
  tellSigned,
  verdictText,
};
