/** An uploaded file as the studio opens it: the answer the server would give, without asking it. */
import { noteCount, type Song, songEnd, toDocument } from "../music/song.ts";
import { barLines, secondsAt } from "../music/time.ts";
import { unwrapped } from "./envelope.ts";
import { checkHeader, checkSize } from "./header.ts";
import type { Imported } from "./imported.ts";
import { counted, MAX_MAP, MAX_NOTES, MAX_SECONDS, MAX_TRACKS, tooLong } from "./limits.ts";
import { melodyTrack } from "./melody.ts";
import { roundEven } from "./numbers.ts";
import { parse } from "./parsing.ts";
import { prescan } from "./prescan.ts";
import { Refused } from "./refusing.ts";
import { CHANGED, DROPPED, remarks } from "./remarks.ts";
import { stemOf } from "./text.ts";
import { clipped } from "./wording.ts";

/** Throws `Refused`. */
export function readMidi(file: Uint8Array, fileName: string): Imported {
  checkSize(file.length);
  const bytes = unwrapped(file);
  const header = checkHeader(bytes);
  prescan(bytes, header.division);
  const { song, counts, notice } = parse(bytes, header);
  checkSong(song);
  const named = { ...song, title: song.title || clipped(stemOf(fileName)) };
  return {
    document: toDocument(named),
    summary: {
      ...summaryOf(named),
      dropped: remarks(DROPPED, counts, notice),
      changed: remarks(CHANGED, counts),
    },
  };
}

/** In the order in which the server looks. */
function checkSong(song: Song): void {
  const { tracks, tempi, meters } = song;
  if (tracks.length > MAX_TRACKS) {
    throw new Refused("too_many_tracks", `A song has at most ${MAX_TRACKS} tracks.`);
  }
  checkMap("tempo", tempi.length);
  checkMap("time signature", meters.length);
  const notes = noteCount(song);
  if (notes > MAX_NOTES) {
    const limit = `the limit is ${counted(MAX_NOTES)}. Try fewer tracks.`;
    throw new Refused("too_many_notes", `This song has ${counted(notes)} notes; ${limit}`);
  }
  const seconds = secondsAt(song, songEnd(song));
  if (seconds > MAX_SECONDS) throw new Refused("too_long", tooLong(seconds));
  if (notes === 0) throw new Refused("no_notes", "This MIDI file holds no notes.");
}

function checkMap(name: string, changes: number): void {
  if (changes <= MAX_MAP) return;
  const words = `The limit is ${counted(MAX_MAP)} changes of ${name}; yours has`;
  throw new Refused("bad_map", `${words} ${counted(changes)}. Try a part of it.`);
}

function summaryOf(song: Song): Omit<Imported["summary"], "dropped" | "changed"> {
  const end = songEnd(song);
  return {
    title: song.title,
    seconds: hundredths(secondsAt(song, end)),
    bars: barLines(song, 0, end).length,
    notes: noteCount(song),
    melody_track: melodyTrack(song),
    tracks: song.tracks.map(({ name, program, drums, notes }, index) => ({
      ...{ index, name, program, drums },
      notes: notes.length,
    })),
  };
}

/** To hundredths as the server rounds: from the middle, which only eighths can lie on, to even. */
const hundredths = (value: number): number =>
  Number.isInteger(value * 8) ? roundEven(value * 100) / 100 : Number(value.toFixed(2));
