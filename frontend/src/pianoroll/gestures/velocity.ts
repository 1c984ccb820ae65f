/**
 * Dragging in the lane moves the velocities of the selected notes together; with Alt, or without a
 * selection, it paints: each note gets the level at which the pointer passes it.
 */
import { changeVelocity, type Edit, mapNotes } from "../../music/edits.ts";
import type { Note } from "../../music/song.ts";
import type { Gesture, Held, Point, RollHandle } from "../handle.ts";
import { type RollState, selectedNotes, trackNotes } from "../state.ts";
import { laneHeight, laneTop, tickToX } from "../view.ts";

const REACH_PX = 8;
const LABEL = "Change velocity";

function levelAt({ view }: RollState, { y }: Point): number {
  const level = Math.round((1 - (y - laneTop(view) - 6) / (laneHeight(view) - 8)) * 127);
  return Math.min(127, Math.max(1, level));
}

export function velocityGesture(roll: RollHandle, start: Point, held: Held): Gesture {
  const selected = selectedNotes(roll.state);
  if (selected.length === 0) return painting(roll, start, trackNotes(roll.state));
  return held.altKey ? painting(roll, start, selected) : shifting(roll, start, selected);
}

/** Differences inside the selection stay. What is held goes to where the pointer is. */
function shifting(roll: RollHandle, start: Point, selected: readonly Note[]): Gesture {
  const { state } = roll;
  const { song, track, view } = state;
  const held = selected.find((note) => Math.abs(tickToX(view, note.onset) - start.x) <= REACH_PX);
  const mean = selected.reduce((sum, note) => sum + note.velocity, 0) / selected.length;
  const anchor = held?.velocity ?? mean;
  const shifted = (point: Point): Edit => {
    const by = levelAt(state, point) - anchor;
    return changeVelocity(song, track, selected, (velocity) => velocity + by);
  };
  roll.preview(shifted(start));
  return {
    move: (point) => roll.preview(shifted(point)),
    up: (point) => roll.commit(shifted(point), LABEL),
  };
}

function painting(roll: RollHandle, start: Point, notes: readonly Note[]): Gesture {
  const { state } = roll;
  const { song, track } = state;
  const chosen = new Set(state.selection);
  const levels = new Map<Note, number>();
  let last = start;
  const pass = (point: Point): void => {
    for (const note of notes) {
      const level = levelBetween(state, last, point, note);
      if (level !== null) levels.set(note, level);
    }
    last = point;
  };
  const painted = (): Edit => {
    const edit = mapNotes(song, track, levels.keys(), (note) => ({
      ...note,
      velocity: levels.get(note) ?? note.velocity,
    }));
    const others = [...chosen].filter((note) => !levels.has(note));
    return { ...edit, notes: chosen.size > 0 ? [...others, ...edit.notes] : [] };
  };
  const show = (): void => {
    if (levels.size > 0) roll.preview(painted());
  };
  pass(start);
  show();
  return {
    pass,
    move(point) {
      pass(point);
      show();
    },
    up() {
      if (levels.size > 0) roll.commit(painted(), LABEL);
    },
  };
}

/** The level of the line between two points where it passes a note; null where it does not. */
function levelBetween(state: RollState, from: Point, to: Point, note: Note): number | null {
  const x = tickToX(state.view, note.onset);
  const [left, right] = from.x < to.x ? [from, to] : [to, from];
  if (x < left.x - REACH_PX || x > right.x + REACH_PX) return null;
  const way = right.x - left.x;
  const along = way > 0 ? Math.min(1, Math.max(0, (x - left.x) / way)) : 1;
  const [low, high] = [levelAt(state, left), levelAt(state, right)];
  // Standing still, the latest place counts.
  return way > 0 ? Math.round(low + (high - low) * along) : levelAt(state, to);
}
