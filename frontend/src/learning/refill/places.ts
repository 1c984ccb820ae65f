/** Where notes lie: which is beside one, which under a pointer, and what one is called. */
import { type Note, TICKS_PER_QUARTER } from "../../music/song.ts";
import { pitchName } from "../../music/words.ts";
import { VOICES } from "./content.ts";
import type { Shown } from "./showing.ts";

const NEAR = 14; // pixels beside a note that still meet it
const BAR = 4 * TICKS_PER_QUARTER;
const SEMITONE = 20; // ticks that one counts for among notes of about the same time

const ARROWS: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const KINDS = { own: "", added: ", new", gone: ", taken away", rubbed: ", rubbed out" };

/** The place of the smallest cost. */
function cheapest(costs: readonly (readonly [place: number, cost: number])[]): number | undefined {
  return costs.toSorted((one, other) => one[1] - other[1])[0]?.[0];
}

/**
 * The note that a key leads to: across in time, up and down among those that sound at once; null
 * for keys that lead nowhere.
 */
export function placeBeside(notes: readonly Note[], from: number, key: string): number | null {
  const here = notes[from];
  const arrow = ARROWS[key];
  if (key === "Home") return 0;
  if (key === "End") return notes.length - 1;
  if (!here || !arrow) return null;
  const [across, up] = arrow;
  const ahead = (note: Note): boolean =>
    across ? (note.onset - here.onset) * across > 0 : (note.pitch - here.pitch) * up > 0;
  const costs = notes.flatMap((note, place): [number, number][] => {
    if (!ahead(note) || (up && !soundsWith(note, here))) return [];
    const higher = Math.abs(note.pitch - here.pitch);
    return [[place, up ? higher : Math.abs(note.onset - here.onset) + higher * SEMITONE]];
  });
  return cheapest(costs) ?? from;
}

export interface Field {
  readonly ticks: number;
  readonly rows: number;
  readonly top: number; // pitch of the first row
}

/** The nearest note to a point of a box, in pixels; undefined where none is near. */
export function placeUnder(
  notes: readonly Note[],
  { ticks, rows, top }: Field,
  { width, height }: { width: number; height: number },
  [x, y]: readonly [number, number],
): number | undefined {
  const far = ({ onset, length, pitch }: Note): number => {
    const left = (onset / ticks) * width;
    const right = ((onset + length) / ticks) * width;
    const middle = ((top - pitch + 0.5) / rows) * height;
    return Math.hypot(Math.max(left - x, 0, x - right), y - middle);
  };
  const costs = notes.map((note, place): [number, number] => [place, far(note)]);
  return cheapest(costs.filter(([, cost]) => cost < NEAR));
}

const soundsWith = (note: Note, here: Note): boolean =>
  note.onset < here.onset + here.length && here.onset < note.onset + note.length;

/** "alto, D 4, bar 2, beat 1.5, rubbed out" */
export function noteTold(voices: readonly number[], { note, kind, of }: Shown): string {
  const { onset, pitch } = note;
  const voice = of === null ? "" : (VOICES[voices[of] ?? 0] ?? "");
  const beat = 1 + (onset % BAR) / TICKS_PER_QUARTER;
  const place = `${pitchName(pitch)}, bar ${1 + Math.floor(onset / BAR)}, beat ${beat}`;
  return `${voice && `${voice}, `}${place}${KINDS[kind]}`;
}
