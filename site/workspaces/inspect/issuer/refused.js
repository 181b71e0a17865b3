/** Why no keys were taken, in words, and what can be done instead. */
export class Refused extends Error {
  /**
   * @param {string} message  Whole sentences; foreign text in them is quoted.
   * @param {object} [more]
   * @param {string | null} [more.address]  What the user can fetch in another way.
   * @param {boolean} [more.isDocument]  Whether the keys stand elsewhere, and a document at that
   *   address says where.
   * @param {boolean} [more.isFinal]  Whether no other address is asked.
   */
  constructor(message, { address = null, isDocument = false, isFinal = false } = {}) {
    super(message);
    this.name = "Refused";
    this.address = address;
    this.isDocument = isDocument;
    this.isFinal = isFinal;
  }
}
