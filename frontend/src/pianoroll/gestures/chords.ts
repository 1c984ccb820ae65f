/** On the chords a click selects, sounds and opens one, a drag loops those that it passes over. */
import type { NamedChord } from "../../harmony/hearing.ts";
import { placeAt } from "../../music/time.ts";
import { plural } from "../../music/words.ts";
import { chordPlaceAt } from "../chordplaces.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";
import { chordAt, isDrums, type RollState, trackNotes } from "../state.ts";
import { KEYS, RULER } from "../view.ts";

const DRAG_PX = 6;
const VELOCITY = 70; // softer than a note: there are four of them

export function chordGesture(roll: RollHandle, start: Point): Gesture {
  const { loop } = roll.state;
  const first = chordAt(roll.state, start.tick);
  let dragged = false;
  return {
    scrolls: "across",
    move(point) {
      dragged ||= Math.abs(point.x - start.x) > DRAG_PX;
      const last = chordAt(roll.state, point.tick);
      if (dragged && first && last) roll.setLoop(hull(first, last));
    },
    up() {
      if (dragged && first)
        roll.say(`Loop over ${stretchWords(roll.state, roll.state.loop ?? first)}`);
      if (!dragged && first) chooseChord(roll, first);
    },
    click() {
      if (!dragged && start.x > KEYS) roll.askChord(chordPlaceAt(roll.state, start.tick));
    },
    cancel: () => roll.setLoop(loop),
  };
}

type Stretch = Pick<NamedChord, "start" | "end">;

const hull = (one: Stretch, other: Stretch): Stretch => ({
  start: Math.min(one.start, other.start),
  end: Math.max(one.end, other.end),
});

/** The track's notes that begin under a chord are selected, and the chord is heard. */
export function chooseChord(roll: RollHandle, chord: NamedChord): void {
  const { state } = roll;
  const notes = trackNotes(state).filter(
    ({ onset }) => chord.start <= onset && onset < chord.end,
  );
  roll.select(notes);
  strikeChord(roll, chord);
  roll.say(`${chordLine(state, chord)}, ${plural(notes.length, "note")} selected`);
}

/** It is heard, but for a kit, which would take its tones for drums. */
export function strikeChord(roll: RollHandle, { pitches }: Pick<NamedChord, "pitches">): void {
  if (!isDrums(roll.state)) for (const pitch of pitches) roll.audition(pitch, VELOCITY);
}

/** "Bar 3: A minor"; what begins within a bar tells its beat. */
export function chordLine({ song }: Pick<RollState, "song">, { start, words }: NamedChord): string {
  const { bar, beat } = placeAt(song, start);
  return `bar ${bar}${beat > 1 ? ` beat ${beat}` : ""}: ${words}`;
}

/** Beside a pointer that rests on a chord. */
export function chordTitle(state: RollState, { x, y, tick }: Point): string {
  const { head } = state.view;
  if (x <= KEYS || y < RULER || y >= head) return "";
  const chord = chordAt(state, tick);
  if (!chord) return "Click to write a chord";
  const line = `${chordLine(state, chord)}, ${howWords(state, chord)}`;
  return `${line}. Click to hear and change it, drag to loop`;
}

function howWords({ harmony }: RollState, { written }: NamedChord): string {
  if (written) return "written";
  return harmony?.proposed ? "as the arranger would play" : "as the arranger hears it";
}

function stretchWords({ song }: RollState, { start, end }: Stretch): string {
  const [from, to] = [placeAt(song, start), placeAt(song, end - 1)];
  return from.bar === to.bar ? `bar ${from.bar}` : `bars ${from.bar} to ${to.bar}`;
}
