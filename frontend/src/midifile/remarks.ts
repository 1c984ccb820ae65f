/**
 * What of a file is not in the song that was read from it, or not as it was: counted, and said in
 * the server's words (`generation/music/remarks.py`).
 */
import { chordIn } from "./chordmarks.ts";
import {
  BEND,
  channelOf,
  CONTROL,
  type Event,
  isMeta,
  KEY_PRESSURE,
  kindOf,
  PRESSURE,
} from "./events.ts";
import type { Remark } from "./imported.ts";
import { counted, MOST_METER } from "./limits.ts";
import { META } from "./walk.ts";

export type Counts = Record<string, number>;
export type Words = Readonly<Record<string, readonly [one: string, many: string]>>;

export const METER = 0x58; // kinds of meta events
const COPYRIGHT = 0x02;
const KINDS: Readonly<Record<number, string>> = {
  1: "marks",
  [COPYRIGHT]: "copyright",
  5: "lyrics",
  6: "marks",
  7: "marks",
  89: "key_signatures",
};
const KEPT_ONCE = [7, 10]; // volume and pan: the first value is the track's
// Banks, parameters, the pedal, modes: no gestures.
const SILENT = new Set([0, 6, 32, 38, 64, 98, 99, 100, 101, ...range(120, 128)]);

// By name, in the order in which people are told: one, and several.
export const DROPPED: Words = {
  pitch_bends: ["{n} pitch bend is left out", "{n} pitch bends are left out"],
  controllers: [
    "{n} change of expression, modulation or another controller is left out",
    "{n} changes of expression, modulation and other controllers are left out",
  ],
  aftertouch: [
    "{n} message of key pressure is left out",
    "{n} messages of key pressure are left out",
  ],
  key_signatures: ["The key signature is left out", "{n} key signatures are left out"],
  meters: [
    "{n} time signature that songs here cannot have is left out",
    "{n} time signatures are left out",
  ],
  lyrics: ["{n} syllable of lyrics is left out", "{n} syllables of lyrics are left out"],
  marks: ["{n} text or marker is left out", "{n} texts and markers are left out"],
  copyright: ["The copyright notice is left out", "{n} copyright notices are left out"],
};
export const CHANGED: Words = {
  tempo: [
    "{n} tempo was beyond 10 to 3,000 beats a minute and is at the nearest end now",
    "{n} tempi were beyond 10 to 3,000 beats a minute and are at the nearest end now",
  ],
  pedal: [
    "{n} note is longer, as the sustain pedal held it",
    "{n} notes are longer, as the sustain pedal held them",
  ],
  unreleased: [
    "{n} note was never released and ends with the song",
    "{n} notes were never released and end with the song",
  ],
  instant: [
    "{n} note had no length and has the shortest now",
    "{n} notes had no length and have the shortest now",
  ],
};

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** How often what has no place in a song stands in the file. */
export function droppedFrom(events: readonly Event[]): Counts {
  const counts: Counts = {};
  const kept = new Map<number, number>();
  for (const event of events) {
    const kind = nameOf(event, kept);
    if (kind) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** The first that says something. */
export const noticeIn = (events: readonly Event[]): Uint8Array =>
  events.find((event) => isMeta(event, COPYRIGHT) && event.body.length > 0)?.body ??
  new Uint8Array();

/** Empty for what the song keeps, or what makes no music. */
function nameOf(event: Event, kept: Map<number, number>): string {
  const { status, first, second, body } = event;
  const kind = kindOf(event);
  if (kind === CONTROL) return controller(event, kept);
  if (kind === BEND) return first !== 0 || second !== 64 ? "pitch_bends" : "";
  if (status !== META) return kind === KEY_PRESSURE || kind === PRESSURE ? "aftertouch" : "";
  if (first === METER) return (body[0] as number) > MOST_METER ? "meters" : "";
  return chordIn(event) ? "" : (KINDS[first] ?? "");
}

function controller(event: Event, kept: Map<number, number>): string {
  const { chunk, first: number, second: value } = event;
  if (SILENT.has(number)) return "";
  if (!KEPT_ONCE.includes(number)) return "controllers";
  const place = (chunk * 16 + channelOf(event)) * 128 + number;
  const known = kept.get(place) ?? value;
  kept.set(place, known);
  return value === known ? "" : "controllers";
}

/** The counts in the order of `words`; what did not happen is passed over. */
export function remarks(words: Words, counts: Counts, notice = ""): Remark[] {
  return Object.entries(words).flatMap(([what, [one, many]]) => {
    const count = counts[what] ?? 0;
    if (count === 0) return [];
    const said = (count === 1 ? one : many).replace("{n}", counted(count));
    const quoted = what === "copyright" && notice ? `${said}: “${notice}”.` : `${said}.`;
    return [{ what, count, message: quoted }];
  });
}
