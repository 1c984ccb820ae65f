/** What a chart shows, as data: lines over a common axis, and what surrounds them. */

export type Figure = number | null;

export interface Line {
  readonly key: string;
  readonly label: string;
  readonly colour: string; // name of a colour of the page, such as --track-1
  readonly dashed?: boolean;
  readonly marked?: boolean; // a dot at each figure: where there are few
  readonly x: readonly number[]; // rising
  readonly y: readonly Figure[];
  // Between which values it moved, or may lie: drawn as a shade behind it.
  readonly low?: readonly Figure[];
  readonly high?: readonly Figure[];
  readonly smooth?: boolean; // the page's smoothing is for lines like this one
}

/** A range along the whole axis, such as that of real music. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly middle?: number;
  readonly label: string;
}

export interface Guide {
  readonly at: number;
  readonly label: string;
}

export interface Picture {
  readonly key: string;
  readonly title: string;
  readonly sentence: string; // what it shows now
  readonly along: string; // of the axis below: "Epoch" or "Step"
  readonly lines: readonly Line[];
  readonly range?: Range;
  readonly guide?: Guide;
  readonly share?: boolean; // figures are shares of one, told in percent
  readonly aside?: boolean; // only some want to see it: it is folded away
}

const THOUSAND = 1000;

/** A figure in words, with as many digits as tell it apart. */
export function figureText(value: Figure | undefined, share = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "none";
  if (share) return `${percentText(value)} %`;
  const size = Math.abs(value);
  if (size >= 10 * THOUSAND) return `${Math.round(value / THOUSAND)}k`;
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

function percentText(value: number): string {
  const percent = 100 * value;
  return Math.abs(percent) < 10 && percent !== Math.round(percent)
    ? percent.toFixed(1)
    : String(Math.round(percent));
}

/** The last figure that is one. */
export function lastOf(line: Line): { x: number; y: number } | null {
  for (let at = line.y.length - 1; at >= 0; at -= 1) {
    const [x, y] = [line.x[at], line.y[at]];
    if (x !== undefined && typeof y === "number") return { x, y };
  }
  return null;
}
