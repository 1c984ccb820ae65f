/**
 * A MIDI file as a song, after the pedals have been worked (`generation/music/parsing.py`); a test
 * holds the two together.
 */
import { MAX_CHORDS } from "../music/chordsigns.ts";
import { type Meter, type Song, type Tempo, TICKS_PER_QUARTER } from "../music/song.ts";
import { chordsIn } from "./chordmarks.ts";
import { type Event, inOrder, isMeta, kindOf, NOTE_ON, readEvents } from "./events.ts";
import { hold } from "./holding.ts";
import { boundTempo, MAX_TICK, MOST_METER } from "./limits.ts";
import { bigEndian, roundEven } from "./numbers.ts";
import { NAME, Playing } from "./playing.ts";
import { type Counts, droppedFrom, METER, noticeIn } from "./remarks.ts";
import { decodeBytes } from "./text.ts";
import type { Header } from "./header.ts";

const TEMPO = 0x51;
const DEFAULT_TEMPO_US = 500_000;

export interface Parsed {
  readonly song: Song;
  readonly counts: Counts; // of what was dropped or changed
  readonly notice: string; // of copyright
}

type Ticks = (tick: number) => number;

/** The song in a file that `prescan` has passed. */
export function parse(bytes: Uint8Array, { type, division }: Header): Parsed {
  const events = readEvents(bytes);
  const ticks: Ticks = (tick) => roundEven((tick * TICKS_PER_QUARTER) / division);
  const dropped = droppedFrom(events);
  const notice = decodeBytes(noticeIn(events));
  const title = type === 1 ? titleIn(events) : "";
  const held = hold(events, division);
  const heard = events.toSorted(inOrder);
  const changes = tempiIn(heard);
  const tempo = changes.filter(([, us]) => us !== boundTempo(us)).length;
  const tempi = mapOf(
    changes.map(([tick, us]) => ({ tick: ticks(tick), usPerQuarter: boundTempo(us) })),
  );
  const meters = metersIn(heard, ticks);
  const found = chordsIn(heard, ticks);
  const chords = found.slice(0, MAX_CHORDS);
  const marks = (dropped["marks"] ?? 0) + found.length - chords.length;
  const song = { title, tempi, meters, tracks: tracksIn(heard, ticks), chords };
  return { song, counts: { ...dropped, ...held, marks, tempo }, notice };
}

/** The name of the first chunk, if that holds no notes: else it is a track's. */
function titleIn(events: readonly Event[]): string {
  const first = events.filter(({ chunk }) => chunk === 0);
  if (first.some((event) => kindOf(event) === NOTE_ON)) return "";
  const name = first.find((event) => isMeta(event, NAME));
  return name ? decodeBytes(name.body) : "";
}

/** Wherever the tempo becomes another one; all chunks rule all others. */
function tempiIn(events: readonly Event[]): [tick: number, us: number][] {
  let tempi: [number, number][] = [[0, DEFAULT_TEMPO_US]];
  for (const event of events) {
    if (!isMeta(event, TEMPO)) continue;
    const us = bigEndian(event.body);
    if (event.tick === 0) tempi = [[0, us]];
    else if (us !== tempi.at(-1)?.[1]) tempi.push([event.tick, us]);
  }
  return tempi;
}

function metersIn(events: readonly Event[], ticks: Ticks): Meter[] {
  const meters: Meter[] = [{ tick: 0, numerator: 4, denominator: 4 }];
  for (const event of events) {
    if (!isMeta(event, METER)) continue;
    const [numerator = 0, power = 0] = event.body;
    if (numerator > MOST_METER) continue;
    meters.push({ tick: ticks(event.tick), numerator, denominator: 2 ** power });
  }
  return mapOf(meters);
}

/** In order of time; of those on one tick, the last. */
function mapOf<Change extends Tempo | Meter>(changes: readonly Change[]): Change[] {
  const last = new Map(changes.map((change) => [change.tick, change]));
  const known = [...last.values()].filter(({ tick }) => tick <= MAX_TICK);
  return known.toSorted((a, b) => a.tick - b.tick);
}

function tracksIn(events: readonly Event[], ticks: Ticks): Song["tracks"] {
  const chunks: Playing[] = [];
  for (const event of events) {
    const playing = chunks[event.chunk] ?? new Playing(ticks);
    chunks[event.chunk] = playing;
    playing.listen(event);
  }
  return chunks.flatMap((playing) => playing.tracks());
}
