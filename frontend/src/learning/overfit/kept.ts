/** Where somebody stopped the training, and what the network played from there. */
import type { Song } from "../../music/song.ts";
import { keep, kept } from "../kept.ts";
import { songOf } from "../tune.ts";
import { EPOCHS, runUntil } from "./run.ts";
import { FIRST_DICE, SAMPLE_BARS, sampled } from "./sample.ts";
import { BAR, notesOf, SYMBOLS } from "./tunes.ts";

const STOP = "stop";
const SAMPLE = "sample";
const FIRST_STOP = 40; // of who has not moved the line

const isEpoch = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= EPOCHS;

const isMelody = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length === SAMPLE_BARS * BAR &&
  value.every((each) => Number.isInteger(each) && each >= 0 && each < SYMBOLS);

export const stopKept = (): number => kept(STOP, isEpoch) ?? FIRST_STOP;

/** What was played where one stopped goes with the place: another line, another melody. */
export function keepStop(epoch: number, sample: readonly number[]): void {
  keep(STOP, epoch);
  keep(SAMPLE, sample);
}

/** For the studio; who has trained nothing yet has it trained now, which takes a moment. */
export async function sampleSong(title: string): Promise<Song> {
  const before = kept(SAMPLE, isMelody);
  if (before) return songOf(notesOf(before), title);
  const stop = stopKept();
  const run = await runUntil(stop);
  const weights = run.epochs[stop]?.weights as Float64Array;
  return songOf(notesOf(sampled(weights, FIRST_DICE)), title);
}
