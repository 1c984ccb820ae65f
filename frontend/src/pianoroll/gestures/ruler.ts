/** On the ruler a click sets the playhead, a drag sets the loop, or moves one of its ends. */
import { snapDown, snapNear } from "../../music/grid.ts";
import { TICKS_PER_QUARTER } from "../../music/song.ts";
import { placeWords } from "../../music/words.ts";
import { type Gesture, type Held, isFree, type Point, type RollHandle } from "../handle.ts";
import type { RollState } from "../state.ts";
import { tickToX } from "../view.ts";

const DRAG_PX = 6;
const HANDLE_PX = 9;
const LEAST = TICKS_PER_QUARTER;

type Loop = NonNullable<RollState["loop"]>;

/** The end of the loop that lies under `x`. */
export function handleAt({ loop, view }: RollState, x: number): keyof Loop | null {
  if (!loop) return null;
  const away = (end: keyof Loop): number => Math.abs(tickToX(view, loop[end]) - x);
  const nearest = away("start") < away("end") ? "start" : "end";
  return away(nearest) <= HANDLE_PX ? nearest : null;
}

export function rulerGesture(roll: RollHandle, start: Point): Gesture {
  const { loop } = roll.state;
  const end = handleAt(roll.state, start.x);
  let dragged = false;
  return {
    scrolls: "across",
    move(point, held) {
      dragged ||= Math.abs(point.x - start.x) > DRAG_PX;
      if (!dragged) return;
      roll.setLoop(loop && end ? pulled(loop, end, point, held) : spanned(start, point));
    },
    up() {
      if (!dragged) roll.seek(snapNear(start.tick, roll.state.grid));
      else roll.say(loopWords(roll.state));
    },
    cancel: () => roll.setLoop(loop),
  };
}

function spanned(start: Point, point: Point): Loop {
  const [from, to] = [Math.min(start.tick, point.tick), Math.max(start.tick, point.tick)];
  const begin = snapDown(from, TICKS_PER_QUARTER);
  return { start: begin, end: Math.max(begin + LEAST, snapNear(to, TICKS_PER_QUARTER)) };
}

function pulled({ start, end }: Loop, moved: keyof Loop, { tick }: Point, held: Held): Loop {
  const to = isFree(held) ? Math.max(0, Math.round(tick)) : snapNear(tick, TICKS_PER_QUARTER);
  return moved === "start"
    ? { start: Math.min(to, Math.max(0, end - LEAST)), end }
    : { start, end: Math.max(to, start + LEAST) };
}

function loopWords({ song, loop }: RollState): string {
  if (!loop) return "Loop off";
  return `Loop from ${placeWords(song, loop.start)} to ${placeWords(song, loop.end)}`;
}
