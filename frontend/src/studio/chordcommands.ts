/** The commands of the chords above the notes. */
import { switchChords } from "./chords.ts";
import { clearWritten, writeFound } from "./chordwriting.ts";
import { type Command, lines } from "./commands.ts";
import type { Studio } from "./studio.ts";

export interface ChordActs {
  readonly studio: Studio;
  chooseChord(): void;
  writeChord(): void; // opens the field
}

export function chordCommands({ studio, chooseChord, writeChord }: ChordActs): Command[] {
  const line = lines("Notes");
  const shown = (): boolean => studio.state.chords;
  return [
    line("chords", "Chords, as the arranger hears them", "H", () => switchChords(studio), {
      pressed: shown,
    }),
    line("chord-notes", "Select the notes under this chord", "Alt+H", chooseChord, {
      enabled: shown,
    }),
    line("write-chord", "Write a chord", "Ctrl+K", writeChord),
    line("write-chords", "Write the found chords down", "", () => writeFound(studio), {
      enabled: shown, // whether some are found takes a while to say
    }),
    line("clear-chords", "Clear written chords", "", () => clearWritten(studio), {
      enabled: () => studio.song.chords.length > 0,
    }),
  ];
}
