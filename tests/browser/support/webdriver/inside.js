/**
 * What the tests do inside a page, with Playwright's own script. It waits up to `slice`
 * milliseconds until the operation is possible or the expectation is true; then the caller asks
 * again. `apply` is a function of the test: it gets an element (or all of them) and `arg`.
 */
async ({ selector, op, arg, slice }, apply) => {
  const injected = globalThis[Symbol.for("injected")];
  if (!injected) return { missing: "script" };
  const parsed = injected.parseSelector(selector);
  const all = () => injected.querySelectorAll(parsed, document);
  const until = performance.now() + slice;

  function only() {
    const found = all();
    if (found.length > 1) throw injected.strictModeViolationError(parsed, found);
    return found[0];
  }

  /** Returns why nothing can be done with the element yet; null when it can. */
  async function hindrance(element, states) {
    const state = await injected.checkElementStates(element, states, true);
    if (typeof state === "string") return state;
    return state ? `the element is not ${state.missingState}` : null;
  }

  // An element may be outside of the visible part of the page or of a box that scrolls, or it may
  // be covered by another one.
  const SCROLLS = [null, "nearest", "center", "end", "start"];
  let tries = 0;

  /** Returns where an element can be clicked. */
  async function point(element) {
    const why = await hindrance(element, ["visible", "enabled", "stable"]);
    if (why) return { why };
    const how = SCROLLS[tries++ % SCROLLS.length];
    if (how) element.scrollIntoView({ block: how, inline: how, behavior: "instant" });
    const { left, top, right, bottom } = element.getClientRects()[0];
    const at = { x: (left + right) / 2, y: (top + bottom) / 2 };
    if (at.x < 0 || at.y < 0 || at.x >= innerWidth || at.y >= innerHeight)
      return { why: "it is out of sight" };
    const hit = injected.expectHitTarget(at, element);
    if (hit !== "done") return { why: `${hit.hitTargetDescription} is in the way` };
    // An element that moves away from the pointer must not get the click.
    const watch = injected.setupHitTargetInterceptor(element, "mouse", at, false);
    if (typeof watch === "string") return { why: watch };
    let heard = false;
    const hear = (event) => (heard ||= event.composedPath().includes(element));
    addEventListener("click", hear, { capture: true });
    injected.clicked = async () => {
      // If the element moved meanwhile, the button is pressed at one place and released at another.
      // Then there is no click, or a click on an element that contains both places.
      const limit = performance.now() + 300;
      while (!heard && performance.now() < limit) await new Promise((next) => setTimeout(next, 10));
      removeEventListener("click", hear, { capture: true });
      const hit = watch.stop();
      return hit === "done" && !heard ? { hitTargetDescription: "what moved" } : hit;
    };
    return { value: at };
  }

  const operations = {
    all: async () => ({ value: (await apply(all(), arg)) ?? null }),
    one: async (element) => ({ value: (await apply(element, arg)) ?? null }),
    visible: async () => ({
      value: all().some((each) => injected.elementState(each, "visible", true).matches),
    }),
    point,
    clicked: async () => ({ value: (await injected.clicked?.()) ?? "done" }),
    focus: async (element) => {
      injected.focusNode(element);
      return { value: true };
    },
    /** Selects the text that is to be replaced, or replaces the text. */
    fill: async (element) => {
      const why = await hindrance(element, ["visible", "enabled", "editable"]);
      return why ? { why } : { value: injected.fill(element, arg) };
    },
    select: async (element) => {
      const why = await hindrance(element, ["visible", "enabled"]);
      if (why) return { why };
      const chosen = injected.selectOptions(element, [{ valueOrLabel: arg }]);
      return typeof chosen === "string" ? { why: chosen } : { value: chosen };
    },
    checked: async (element) => ({ value: injected.elementState(element, "checked").matches }),
    expect: async () => {
      const many = arg.expression === "to.have.count" || arg.expression.endsWith(".array");
      const found = many ? all() : [only()].filter(Boolean);
      if (found.length) {
        const { matches, received } = await injected.expect(found[0], arg, found, true);
        return matches === arg.isNot
          ? { why: "", received: { value: received?.value } }
          : { value: true };
      }
      // The same answers as Playwright gives when there is no element.
      const count = {
        "to.have.count": arg.expectedNumber === 0,
        "to.be.hidden": true,
        "to.be.detached": true,
      };
      const matches = arg.expression.endsWith(".array")
        ? !arg.expectedText?.length
        : (count[arg.expression] ??
            ["to.be.visible", "to.be.attached", "to.be.in.viewport"].includes(arg.expression))
          ? (count[arg.expression] ?? false)
          : arg.isNot;
      return matches === arg.isNot ? { why: "element(s) not found" } : { value: true };
    },
  };
  const unbound = ["all", "visible", "expect", "clicked"].includes(op);
  for (;;) {
    const element = unbound ? null : only();
    const answer = unbound || element ? await operations[op](element) : { why: "no such element" };
    if ("value" in answer || performance.now() > until) return answer;
    await new Promise((next) => setTimeout(next, 15));
  }
};
