/**
 * Tells where the nearest of some elements is for a person at the window: `seen`, `elsewhere`, or
 * `away` when none is drawn or can be reached. With `go`, it turns the wheel by one notch towards
 * it. Not every driver has a wheel, so the box that a wheel would move is moved here.
 */
(elements, { notch, go, anew }) => {
  const SCROLLS = /auto|scroll/;
  const page = document.scrollingElement;
  const STUCK = Symbol.for("stuck");
  if (anew || !globalThis[STUCK]) globalThis[STUCK] = new WeakSet();
  /** What no wheel brings into the window; nobody goes on looking for it. */
  const stuck = globalThis[STUCK];

  // The editors stand in shadow roots.
  const parent = (each) => each.parentElement ?? each.getRootNode().host ?? null;
  const around = (each) => {
    const found = [];
    for (let outer = parent(each); outer && outer !== page; outer = parent(outer))
      if (outer !== document.body) found.push(outer);
    return found;
  };
  const topmost = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    for (let deeper = hit; deeper && deeper !== hit?.getRootNode().host; ) {
      hit = deeper;
      deeper = hit.shadowRoot?.elementFromPoint(x, y) ?? null;
      if (deeper === hit) break;
    }
    return hit;
  };

  const part = (box) =>
    box === page
      ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
      : box.getBoundingClientRect();
  const within = (value, least, most) => Math.max(least, Math.min(most, value));
  const middle = ({ left, top, right, bottom }) => ({
    x: (left + right) / 2,
    y: (top + bottom) / 2,
  });
  const tooSmall = ({ width, height }) => width < 4 || height < 4;

  function isDrawn(element) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const rect = element.getClientRects()[0];
    if (!rect || tooSmall(rect)) return false;
    // What a tiny box cuts off is only for screen readers.
    return !around(element).some(
      (box) => getComputedStyle(box).overflow === "hidden" && tooSmall(part(box)),
    );
  }

  function canScroll(box) {
    const { overflowX, overflowY } = getComputedStyle(box);
    const down = SCROLLS.test(overflowY) && box.scrollHeight > box.clientHeight + 1;
    return down || (SCROLLS.test(overflowX) && box.scrollWidth > box.clientWidth + 1);
  }

  /** Returns which box to scroll, and which way; null when the element is in the window. */
  function way(element) {
    const at = middle(element.getClientRects()[0]);
    const inner = around(element).filter(canScroll).reverse();
    const boxes = [page, ...inner];
    for (const [index, box] of boxes.entries()) {
      // A person brings the inner boxes into the window first, at the edge that is nearest to it.
      const aim = boxes.slice(index + 1).reduceRight((point, each) => {
        const { left, top, right, bottom } = part(each);
        return { x: within(point.x, left + 1, right - 1), y: within(point.y, top + 1, bottom - 1) };
      }, at);
      const { left, top, right, bottom } = part(box);
      const y = aim.y < top ? -1 : aim.y >= bottom ? 1 : 0;
      const x = y ? 0 : aim.x < left ? -1 : aim.x >= right ? 1 : 0;
      if (x || y) return { box, x, y };
    }
    const hit = topmost(at.x, at.y);
    const free = hit === element || around(hit).includes(element) || around(element).includes(hit);
    // Something that stays in its place lies above it: away from the nearer edge.
    return free ? null : { box: page, x: 0, y: at.y < innerHeight / 2 ? -1 : 1 };
  }

  const far = (element) => Math.abs(middle(element.getClientRects()[0]).y - innerHeight / 2);
  const drawn = elements.filter((element) => isDrawn(element) && !stuck.has(element));
  const seen = drawn.find((element) => way(element) === null);
  if (seen) return { state: "seen", index: elements.indexOf(seen) };
  const [nearest] = drawn.sort((one, other) => far(one) - far(other));
  if (!nearest) return { state: "away", moved: false };
  const { box, x, y } = way(nearest);
  const before = [box.scrollTop, box.scrollLeft];
  if (go) box.scrollBy({ top: y * notch, left: x * notch, behavior: "instant" });
  const moved = box.scrollTop !== before[0] || box.scrollLeft !== before[1];
  if (go && !moved) stuck.add(nearest);
  return { state: "elsewhere", moved };
};
