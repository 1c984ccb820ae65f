/** Chords that somebody writes over the song: each act is one step, and is said. */
import { printedLetters, symbolWords } from "../harmony/symbols.ts";
import { changedSigns, foundSigns } from "../harmony/written.ts";
import {
  clearSigns,
  eraseSign,
  MAX_CHORDS,
  signAt,
  signFrom,
  writeSigns,
} from "../music/chordsigns.ts";
import type { Song } from "../music/song.ts";
import { placeAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import { foundIn } from "./chords.ts";
import type { Studio } from "./studio.ts";

/** One more step, with what is selected left as it is; false where nothing came of it. */
function apply(studio: Studio, song: Song, label: string): boolean {
  if (song.chords.length > MAX_CHORDS) {
    studio.messages.say(`A song holds at most ${plural(MAX_CHORDS, "written chord")}`);
    return false;
  }
  return studio.apply(song, label, studio.state.selection);
}

function placeLine(song: Song, tick: number): string {
  const { bar, beat } = placeAt(song, tick);
  return `bar ${bar}${beat > 1 ? ` beat ${beat}` : ""}`;
}

/** The found chords after it stay what they are: they are written too. */
export function writeChord(studio: Studio, onset: number, symbol: string): void {
  const { song } = studio;
  const signs = changedSigns(song, foundIn(song), { onset, symbol });
  const label = `Write chord ${printedLetters(symbol)}`;
  if (!apply(studio, writeSigns(song, signs), label)) return;
  const more = signs.length - 1;
  const after = more > 0 ? `, and ${plural(more, "chord")} after it as found` : "";
  studio.messages.say(`${symbolWords(symbol)} written in ${placeLine(song, onset)}${after}`);
}

export function takeChord(studio: Studio, onset: number): void {
  const { song, messages } = studio;
  const sign = signFrom(song, onset);
  if (!sign) return messages.say(`No written chord begins in ${placeLine(song, onset)}`);
  const rest = eraseSign(song, onset);
  if (!apply(studio, rest, `Take chord ${printedLetters(sign.symbol)} away`)) return;
  const before = signAt(rest, onset);
  const now = before ? `${symbolWords(before.symbol)} goes on` : "the found one shows again";
  messages.say(`${symbolWords(sign.symbol)} taken away: ${now}`);
}

export function writeFound(studio: Studio): void {
  const { song, messages } = studio;
  const signs = foundSigns(song, foundIn(song));
  if (signs.length === 0) return messages.say("No found chords to write down");
  if (apply(studio, writeSigns(song, signs), "Write the found chords down"))
    messages.say(`${plural(signs.length, "found chord")} written down`);
}

export function clearWritten(studio: Studio): void {
  const count = studio.song.chords.length;
  if (apply(studio, clearSigns(studio.song), "Clear written chords"))
    studio.messages.say(`${plural(count, "written chord")} taken away`);
}
