/**
 * A picture drawn by one path in a box of 24 by 24, hidden from screen readers: its button has the
 * words.
 */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

export const PLAY = "M6 4 20 12 6 20Z";
export const PAUSE = "M5 4h5v16H5zM14 4h5v16h-5z";
export const SPARK = "M12 3 14 9.5 20.5 11.5 14 13.5 12 20 10 13.5 3.5 11.5 10 9.5Z";
