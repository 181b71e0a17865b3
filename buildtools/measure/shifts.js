/** Keeps what moves while the page starts, from the first picture on. Runs before the page. */
{
  /**
   * @typedef {object} Moved
   * @property {number} value
   * @property {boolean} hadRecentInput
   * @property {{ node: Node | null }[]} sources
   */
  /** @type {{ value: number, nodes: string[] }[]} */
  const heard = [];
  /** @param {Node | null} node */
  const name = (node) => {
    if (!(node instanceof Element)) return node?.nodeName ?? "gone";
    return `${node.localName}${node.id && `#${node.id}`}${[...node.classList].map((each) => `.${each}`).join("")}`;
  };
  /** @param {PerformanceEntryList} entries */
  const keep = (entries) => {
    // TypeScript does not know this kind of entry.
    for (const { value, hadRecentInput, sources } of /** @type {Moved[]} */ (
      /** @type {unknown} */ (entries)
    ))
      if (!hadRecentInput) heard.push({ value, nodes: sources.map(({ node }) => name(node)) });
  };
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  const all = () => {
    keep(observer.takeRecords());
    return heard;
  };
  Object.assign(globalThis, { heardShifts: all });
}
