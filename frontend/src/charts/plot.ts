/** The canvas of a chart: uPlot, fed with a picture, as wide as its place, in our colours. */
import uPlot from "uplot";
import { watchTheme, type Palette } from "../screen/colours.ts";
import { coloursOf } from "./colour.ts";
import { type Joined, joined } from "./joining.ts";
import { axes, backdrop, bandsOf, seriesOf } from "./looks.ts";
import type { Line, Picture } from "./picture.ts";
import { reachOf } from "./scale.ts";
import { smoothed } from "./smoothing.ts";

const HEIGHT = 220;
const OFF = -10; // px: out of the chart
type Lines = readonly Line[];
// Its third word, which uPlot's types leave out, tells the other charts, as a mouse does.
type Move = (to: { left: number; top: number }, fire: boolean, tell: boolean) => void;

export interface Wish {
  readonly logarithm: boolean;
  readonly smoothing: number; // 0 to 1
  readonly reach: readonly [number, number]; // of the axis below
  readonly hidden: ReadonlySet<string>; // keys of lines
}

export class Plot {
  private plot: uPlot | null = null;
  private shape = ""; // of what is drawn: other lines want another plot
  private colours: Palette;
  private picture: Picture | null = null;
  private reach: readonly [number, number] = [0, 1];
  private places: number[] = [];
  private readonly host: HTMLElement;
  private readonly shared: string; // all charts of that name have one cursor
  private readonly moved: (at: number | null) => void;
  private readonly unbind: (() => void)[];

  constructor(host: HTMLElement, shared: string, moved: (at: number | null) => void) {
    [this.host, this.shared, this.moved] = [host, shared, moved];
    this.colours = coloursOf(host);
    const theme = watchTheme(() => {
      this.colours = coloursOf(host);
      this.plot?.redraw(false);
    });
    const observer = new ResizeObserver(() => this.fit());
    observer.observe(host);
    this.unbind = [theme, () => observer.disconnect()];
  }

  end(): void {
    for (const end of this.unbind) end();
    this.plot?.destroy();
  }

  get x(): readonly number[] {
    return this.places;
  }

  show(picture: Picture, wish: Wish): void {
    const lines = picture.lines.filter(({ key }) => !wish.hidden.has(key));
    const all = joined(lines);
    [this.picture, this.reach] = [picture, wish.reach];
    this.places = all.x;
    const data = [all.x, ...lines.flatMap((line) => columnsOf(line, all, wish))];
    const looks = lines.map((line) => lookOf(line, wish));
    const shape = JSON.stringify([wish.logarithm, picture.share, looks]);
    if (this.plot && shape === this.shape) this.plot.setData(data as uPlot.AlignedData);
    else this.draw(picture, lines, wish, data as uPlot.AlignedData);
    this.shape = shape;
  }

  /** Puts the cursor to the figure of that number; off the chart without one. */
  point(at: number | null): void {
    const place = at === null ? undefined : this.places[at];
    if (!this.plot) return;
    const { over } = this.plot;
    const left = place === undefined ? OFF : this.plot.valToPos(place, "x");
    const top = place === undefined ? OFF : over.clientHeight / 2;
    const move = this.plot.setCursor as Move;
    move({ left, top }, true, true);
  }

  private fit(): void {
    const width = this.host.clientWidth;
    if (width && this.plot && this.plot.width !== width)
      this.plot.setSize({ width, height: HEIGHT });
  }

  private draw(picture: Picture, lines: Lines, wish: Wish, data: uPlot.AlignedData): void {
    this.plot?.destroy();
    this.plot = new uPlot(this.options(picture, lines, wish), data, this.host);
    byFinger(this.plot);
  }

  private options(picture: Picture, lines: Lines, wish: Wish): uPlot.Options {
    const colours = (): Palette => this.colours;
    const each = lines.map((line) => seriesOf(line, colours, isSmoothed(line, wish)));
    const firsts = each.map((_, at) => 1 + each.slice(0, at).flat().length);
    return {
      width: this.host.clientWidth || 300,
      height: HEIGHT,
      padding: [10, 12, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false, range: () => [...this.reach] as uPlot.Range.MinMax },
        y: this.scale(wish.logarithm),
      },
      series: [{}, ...each.flat()],
      bands: bandsOf(lines, firsts, colours),
      axes: axes(colours, picture.share ?? false),
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: false, y: false },
        sync: { key: this.shared, scales: ["x", null], setSeries: false },
      },
      hooks: {
        drawClear: [backdrop(() => this.picture ?? picture, colours)],
        setCursor: [(plot) => this.moved(plot.cursor.idx ?? null)],
      },
    };
  }

  private scale(logarithm: boolean): uPlot.Scale {
    if (logarithm) return { distr: 3 };
    return {
      range: (_plot, least, most) =>
        this.picture ? reachOf(this.picture, least, most) : [least, most],
    };
  }
}

const isSmoothed = (line: Line, wish: Wish): boolean => !!line.smooth && wish.smoothing > 0;

const lookOf = (line: Line, wish: Wish): unknown[] => [
  ...[line.label, line.colour, line.dashed, line.marked, !!line.low],
  isSmoothed(line, wish),
];

function columnsOf(line: Line, all: Joined, wish: Wish): unknown[] {
  const shade = line.low ? [all.column(line, line.low), all.column(line, line.high ?? [])] : [];
  const raw = all.column(line, line.y);
  if (!isSmoothed(line, wish)) return [...shade, raw];
  return [...shade, raw, all.column(line, smoothed(line.y, wish.smoothing))];
}

/** A finger moves the cursor too; the page scrolls up and down as ever. */
function byFinger(plot: uPlot): void {
  const move = (event: PointerEvent): void => {
    if (event.pointerType !== "touch") return;
    const box = plot.over.getBoundingClientRect();
    plot.setCursor({ left: event.clientX - box.left, top: event.clientY - box.top }, true);
  };
  plot.over.addEventListener("pointerdown", move);
  plot.over.addEventListener("pointermove", move);
}
