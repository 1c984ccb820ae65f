/** The chords above the notes: switched on and off, remembered, and those of the song on show. */
import { type Harmony, harmonyOf } from "../harmony/hearing.ts";
import { withWritten } from "../harmony/written.ts";
import type { Song } from "../music/song.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import { chooseChord } from "../pianoroll/gestures/chords.ts";
import { chordAt } from "../pianoroll/state.ts";
import { showChords } from "./changes.ts";
import type { Elements } from "./elements.ts";
import { remember, remembered } from "./page.ts";
import type { Studio } from "./studio.ts";

const REST_MS = 120; // without another edit, before chords are looked for anew
const ROOMY = "(min-width: 700px) and (min-height: 600px)"; // notes of a phone need the height

interface Found {
  readonly meters: Song["meters"];
  readonly harmony: Harmony;
}

// By tracks: song and take, heard in turn, have theirs at once, and so has who writes a chord.
const known = new WeakMap<Song["tracks"], Found>();

const isKnown = ({ tracks, meters }: Song): boolean => known.get(tracks)?.meters === meters;

/** The chords that are found in the notes, whatever somebody wrote over them. */
export function foundIn(song: Song): Harmony {
  const { tracks, meters } = song;
  const before = known.get(tracks);
  if (before?.meters === meters) return before.harmony;
  const harmony = harmonyOf(song);
  known.set(tracks, { meters, harmony });
  return harmony;
}

/** Written ones, and found ones where none holds. */
const shownOver = (song: Song): Harmony => withWritten(song, foundIn(song));

export function bindChords(studio: Studio, { roll }: Pick<Elements, "roll">): void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(rest);
    roll.update({ harmony: studio.state.chords ? shownOver(studio.song) : null });
  };
  studio.topics.after(["song"], () => {
    clearTimeout(rest);
    if (!studio.state.chords) return;
    if (isKnown(studio.song)) show();
    else rest = setTimeout(show, REST_MS);
  });
  studio.change(showChords, remembered("chords", matchMedia(ROOMY).matches));
  studio.on(["chords"], show);
}

export function switchChords(studio: Studio): void {
  const on = !studio.state.chords;
  studio.change(showChords, on);
  remember("chords", on);
  studio.messages.say(on ? chordsLine(shownOver(studio.song)) : "No chords above the notes");
}

function chordsLine({ chords, proposed }: Harmony): string {
  if (chords.length === 0) return "Chords come above the notes as soon as there are some";
  if (chords.some(({ written }) => written))
    return "Chords above the notes: written ones stand upright, found ones slant";
  return proposed
    ? "Chords that the arranger would put under this melody: one way of many"
    : "Chords above the notes, as the arranger hears them";
}

/** Where the keyboard is: at the roll's cursor, or at the playhead. */
export function tickHere({ player }: Studio, { state }: Pick<PianoRoll, "state">): number {
  return state.cursorMode ? state.cursor.tick : player.tick;
}

/** The keyboard's way to a click on a chord. */
export function chooseChordHere(studio: Studio, roll: PianoRoll): void {
  const chord = chordAt(roll.state, tickHere(studio, roll));
  if (chord) chooseChord(roll, chord);
  else studio.messages.say("No chord here");
}
