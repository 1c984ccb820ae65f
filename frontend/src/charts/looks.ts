/** How a chart of uPlot looks here: axes, lines, shades; colours are asked for at each drawing. */
import type uPlot from "uplot";
import type { Palette } from "../screen/colours.ts";
import { withOpacity } from "./colour.ts";
import { figureText, type Line, type Picture } from "./picture.ts";

export type Colours = () => Palette;

const FONT = "12px system-ui, sans-serif";
const SHADE = 0.16;
const FAINT = 0.4; // what a smoothed line was made from
const LETTER = 7; // px
const INVISIBLE = "rgba(0, 0, 0, 0)";

export function axes(colours: Colours, share: boolean): uPlot.Axis[] {
  const look = {
    font: FONT,
    stroke: () => colours()("--chart-text"),
    grid: { stroke: () => colours()("--chart-grid"), width: 1 },
    ticks: { stroke: () => colours()("--chart-grid"), width: 1, size: 4 },
  };
  const told = (figure: number | null): string =>
    figure === null ? "" : figureText(figure, share);
  const below: uPlot.Axis = { ...look, gap: 4, size: 28, space: 56, incrs: WHOLE };
  const beside: uPlot.Axis = {
    ...look,
    gap: 4,
    size: (_plot, words) => 14 + LETTER * Math.max(2, ...(words ?? []).map((each) => each.length)),
    values: (_plot, ticks) => ticks.map(told),
  };
  return [below, beside];
}

const WHOLE = [1, 2, 5].flatMap((digit) =>
  Array.from({ length: 8 }, (_, power) => digit * 10 ** power),
);
WHOLE.sort((one, other) => one - other);

/** The columns of one line: its shade, what it was smoothed from, and itself. */
export function seriesOf(line: Line, colours: Colours, smoothing: boolean): uPlot.Series[] {
  const colour = (): string => colours()(line.colour);
  const all: uPlot.Series[] = [];
  const plain = { spanGaps: false, points: { show: false } };
  if (line.low) all.push({ ...plain, stroke: INVISIBLE }, { ...plain, stroke: INVISIBLE });
  if (smoothing) all.push({ ...plain, stroke: () => withOpacity(colour(), FAINT), width: 1 });
  all.push({
    ...plain,
    label: line.label,
    stroke: colour,
    width: 2,
    ...(line.dashed ? { dash: [6, 4] } : {}),
    points: { show: line.marked ?? false, size: 6, fill: colour, stroke: colour },
  });
  return all;
}

/** Shades between the first two columns of each line that has them. */
export function bandsOf(
  lines: readonly Line[],
  places: readonly number[],
  colours: Colours,
): uPlot.Band[] {
  return lines.flatMap((line, at) => {
    const first = places[at] ?? 0;
    const fill = (): string => withOpacity(colours()(line.colour), SHADE);
    return line.low ? [{ series: [first + 1, first] as uPlot.Band.Bounds, fill }] : [];
  });
}

/** Draws the range of real music and the guide behind the lines. */
export function backdrop(picture: () => Picture, colours: Colours): (plot: uPlot) => void {
  return (plot) => {
    const { range, guide } = picture();
    const { ctx: ink, bbox } = plot;
    const high = (value: number): number => plot.valToPos(value, "y", true);
    const fit = (value: number): number =>
      Math.max(bbox.top, Math.min(bbox.top + bbox.height, high(value)));
    ink.save();
    if (range) {
      ink.fillStyle = withOpacity(colours()("--chart-real"), 0.18);
      const tall = Math.max(2, fit(range.low) - fit(range.high));
      ink.fillRect(bbox.left, fit(range.high), bbox.width, tall);
    }
    for (const value of [range?.middle, guide?.at]) {
      if (value === undefined) continue;
      ink.strokeStyle = colours()(guide ? "--chart-text" : "--chart-real");
      ink.lineWidth = devicePixelRatio;
      ink.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
      ink.beginPath();
      ink.moveTo(bbox.left, fit(value));
      ink.lineTo(bbox.left + bbox.width, fit(value));
      ink.stroke();
    }
    ink.restore();
  };
}
