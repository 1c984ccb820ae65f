/** The chords above the notes: switched on and off, remembered, and those of the song on show. */
import { type Harmony, harmonyOf } from "../harmony/hearing.ts";
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

// So that song and take, heard in turn, have theirs at once.
const known = new WeakMap<Song, Harmony>();

function heard(song: Song): Harmony {
  const harmony = known.get(song) ?? harmonyOf(song);
  known.set(song, harmony);
  return harmony;
}

export function bindChords(studio: Studio, { roll }: Pick<Elements, "roll">): void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(rest);
    roll.update({ harmony: studio.state.chords ? heard(studio.song) : null });
  };
  studio.topics.after(["song"], () => {
    clearTimeout(rest);
    if (!studio.state.chords) return;
    if (known.has(studio.song)) show();
    else rest = setTimeout(show, REST_MS);
  });
  studio.change(showChords, remembered("chords", matchMedia(ROOMY).matches));
  studio.on(["chords"], show);
}

export function switchChords(studio: Studio): void {
  const on = !studio.state.chords;
  studio.change(showChords, on);
  remember("chords", on);
  studio.messages.say(on ? chordsLine(heard(studio.song)) : "No chords above the notes");
}

function chordsLine({ chords, proposed }: Harmony): string {
  if (chords.length === 0) return "Chords come above the notes as soon as there are some";
  return proposed
    ? "Chords that the arranger would put under this melody: one way of many"
    : "Chords above the notes, as the arranger hears them";
}

/** The keyboard's way to a click on a chord: the one at the roll's cursor, or at the playhead. */
export function chooseChordHere({ messages, player }: Studio, roll: PianoRoll): void {
  const { cursor, cursorMode } = roll.state;
  const chord = chordAt(roll.state, cursorMode ? cursor.tick : player.tick);
  if (chord) chooseChord(roll, chord);
  else messages.say("No chord here");
}
