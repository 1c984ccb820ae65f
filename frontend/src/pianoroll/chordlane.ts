/** The chords between ruler and notes: as many of their signs as there is room for. */
import type { NamedChord } from "../harmony/hearing.ts";
import { barTicks, meterAt } from "../music/time.ts";
import type { Palette } from "../screen/colours.ts";
import { chordPlaceAfter } from "./chordplaces.ts";
import { clip, type Ink } from "./margins.ts";
import { chordAt, type RollState } from "./state.ts";
import { CHORDS, KEYS, RULER, tickToX, ticksShown, type View } from "./view.ts";

const AIR = 6; // px between two signs
const INSET = 4; // px from where a chord begins to its sign
const LEAST_SIGN = 8; // px

/** A sign and where it stands; at the left edge where its chord began before it. */
export interface Sign {
  readonly chord: NamedChord;
  readonly x: number; // px
}

/**
 * Those that have room beside each other. Where it is scarce, chords that begin on a line of four
 * bars go first, then those of two, and so on: so the same stay while one scrolls.
 */
export function placeSigns(
  chords: readonly NamedChord[],
  view: View,
  bar: number, // ticks
  widthOf: (chord: NamedChord) => number,
): Sign[] {
  const to = view.scrollTick + ticksShown(view);
  const inSight = chords.filter(({ start, end }) => end > view.scrollTick && start < to);
  const ranked = inSight.toSorted((a, b) => rank(b, bar) - rank(a, bar) || a.start - b.start);
  const taken: [number, number][] = [];
  const signs = ranked.flatMap((chord): Sign[] => {
    const x = Math.max(KEYS, tickToX(view, chord.start)) + INSET;
    const free = (wide: number): boolean =>
      taken.every(([left, right]) => x + wide <= left || x >= right);
    if (!free(LEAST_SIGN)) return [];
    const wide = widthOf(chord) + AIR;
    const cut = chord.start < view.scrollTick && x + wide > tickToX(view, chord.end) + AIR;
    if (cut || !free(wide)) return [];
    taken.push([x, x + wide]);
    return [{ chord, x }];
  });
  return signs.toSorted((a, b) => a.x - b.x);
}

/** How strong the place is where a chord begins: the power of two that it is a multiple of. */
function rank({ start }: NamedChord, bar: number): number {
  const strength = [16, 8, 4, 2, 1, 1 / 2].findIndex((bars) => start % (bars * bar) === 0);
  return strength < 0 ? -6 : -strength;
}

/** Upright and full where somebody wrote it; what is found slants, and is lighter. */
const fontOf = ({ written }: NamedChord): string =>
  `${written ? "600" : "italic"} 12px system-ui, sans-serif`;

export function drawChords(ink: Ink, state: RollState, colour: Palette): void {
  const { harmony, song, view } = state;
  if (!harmony) return;
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, RULER, view.width, CHORDS);
  ink.fillStyle = colour("--roll-bar");
  ink.fillRect(0, view.head - 1, view.width, 1);
  ink.textBaseline = "middle";
  ink.fillStyle = colour("--roll-text");
  ink.font = "10px system-ui, sans-serif";
  const middle = RULER + CHORDS / 2;
  ink.fillText("chords", 3, middle, KEYS - 6);
  const bar = barTicks(meterAt(song, 0));
  const widthOf = (chord: NamedChord): number => {
    ink.font = fontOf(chord);
    return ink.measureText(chord.sign).width;
  };
  const signs = placeSigns(harmony.chords, view, bar, widthOf);
  clip(ink, KEYS, RULER, view.width - KEYS, CHORDS, () => {
    for (const { chord, x } of signs) {
      ink.font = fontOf(chord);
      ink.fillStyle = colour(chord.written ? "--roll-playhead" : "--roll-text");
      ink.fillText(chord.sign, x, middle);
      ink.fillRect(Math.round(tickToX(view, chord.start)), RULER + 4, 1, CHORDS - 4);
    }
  });
}

/** The place in the lane that is walked on or written. */
export function drawChordPlace(ink: Ink, state: RollState, colour: Palette): void {
  const { view, chordPlace } = state;
  if (chordPlace === null || view.head === RULER) return;
  const from = tickToX(view, chordPlace);
  const wide = Math.max(10, tickToX(view, chordPlaceAfter(state, chordPlace)) - from);
  clip(ink, KEYS, RULER, view.width - KEYS, CHORDS, () => {
    ink.strokeStyle = colour("--roll-cursor");
    ink.lineWidth = 2;
    ink.strokeRect(from + 1, RULER + 1, wide - 2, CHORDS - 2);
  });
}

/** The chord at the playhead. */
export function drawLitChord(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const chord = chordAt(state, state.playhead);
  if (!chord) return;
  const [from, to] = [tickToX(view, chord.start), tickToX(view, chord.end)];
  clip(ink, KEYS, RULER, view.width - KEYS, CHORDS, () => {
    ink.fillStyle = colour("--roll-loop");
    ink.fillRect(from, RULER, to - from, CHORDS);
    ink.fillStyle = colour("--roll-cursor");
    ink.fillRect(from, view.head - 3, to - from, 3);
  });
}
