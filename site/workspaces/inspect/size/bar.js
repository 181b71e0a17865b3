/** A bar in SVG. The text beside it says the same, so screen readers skip it. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {{ value: number, class: string }[]} stretches  One after the other.
 * @param {number} whole  What the full width means.
 */
export function bar(stretches, whole) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "size-bar");
  svg.setAttribute("viewBox", "0 0 100 10");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(stretch(0, 100, "size-track"));
  let at = 0;
  for (const { value, class: name } of stretches) {
    const width = Math.min(whole === 0 ? 0 : (100 * value) / whole, 100 - at);
    svg.append(stretch(at, width, name));
    at += width;
  }
  return svg;
}

/** @param {number} x @param {number} width @param {string} name */
function stretch(x, width, name) {
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("class", name);
  for (const [key, value] of Object.entries({ x, y: 0, width, height: 10 }))
    rect.setAttribute(key, String(value));
  return rect;
}
