/** Values as dots from left to right: those that were given, and those that were added. */

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [640, 160, 12] as const;
const [LOW, HIGH] = [58, 74] as const; // MIDI pitches at the edges

export function drawPlaces(
  given: readonly number[],
  added: readonly number[],
  label: string,
): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  const all = [...given, ...added];
  all.forEach((value, at) => {
    const dot = document.createElementNS(SVG, "circle");
    const share = Math.min(1, Math.max(0, (value - LOW) / (HIGH - LOW)));
    dot.setAttribute("cx", String(EDGE + (at * (WIDTH - 2 * EDGE)) / (all.length - 1)));
    dot.setAttribute("cy", String(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)));
    dot.setAttribute("r", "6");
    dot.setAttribute("class", at < given.length ? "given" : "added");
    drawing.append(dot);
  });
  return drawing;
}
