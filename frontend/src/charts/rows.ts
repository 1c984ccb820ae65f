/** The numbers of a chart as rows: for its table, and for whoever has them read. */
import { joined } from "./joining.ts";
import { figureText, type Picture } from "./picture.ts";

export const MOST_ROWS = 200;

export interface Rows {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
  readonly every: number; // only each so-manieth place has a row
}

export function rowsOf(picture: Picture): Rows {
  const { x, column } = joined(picture.lines);
  const columns = picture.lines.map((line) => column(line, line.y));
  const every = Math.max(1, Math.ceil(x.length / MOST_ROWS));
  const last = x.length - 1;
  const places = x.map((_, at) => at).filter((at) => at === last || at % every === 0);
  const body = places.map((at) => [
    String(x[at]),
    ...columns.map((cells) =>
      cells[at] === undefined ? "" : figureText(cells[at], picture.share),
    ),
  ]);
  return { head: [picture.along, ...picture.lines.map(({ label }) => label)], body, every };
}

/** "Epoch 5: training 1.2, validation 1.3." */
export function spokenAt(picture: Picture, place: number): string {
  const told = picture.lines.flatMap((line) => {
    const at = line.x.indexOf(place);
    return at < 0 ? [] : [`${line.label} ${figureText(line.y[at], picture.share)}`];
  });
  return `${picture.along} ${place}: ${told.join(", ") || "nothing"}.`;
}
