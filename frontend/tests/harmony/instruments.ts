/** Instruments of the tests of chords: songs by the names of their pitches. */
import { emptySong, makeTrack, type Note, type Song } from "../../src/music/song.ts";

const TONES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** "F#3": its MIDI pitch. */
function pitchOf(name: string): number {
  const [letter = "C", ...rest] = name;
  const sign = rest.includes("#") ? 1 : rest.includes("b") ? -1 : 0;
  return (TONES[letter] ?? 0) + sign + 12 * (Number(rest.at(-1)) + 1);
}

/** Chords one after another, each a list of pitches that sound together. */
export const chordNotes = (chords: readonly string[], length = 3840): Note[] =>
  chords.flatMap((names, at) =>
    names.split(" ").map((name) => ({
      ...{ onset: at * length, pitch: pitchOf(name), length, velocity: 80 },
    })),
  );

export const songOf = (...tracks: readonly (readonly Note[])[]): Song => ({
  ...emptySong(),
  tracks: tracks.map((notes) => makeTrack({ notes })),
});
