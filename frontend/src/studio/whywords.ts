/** Why a model wrote a note, in words that a musician understands. */
import { trackName } from "../music/instruments.ts";
import type { Note, Track } from "../music/song.ts";
import { pitchLabel } from "../music/words.ts";
import { drumName } from "../music/drums.ts";

export interface Named {
  readonly track: number; // of the take
  readonly bar: number; // from 1
  readonly beat: number | null; // null: all of the bar
  readonly notes: readonly [onset: number, pitch: number, length: number, velocity: number][];
  readonly without: number; // the note's probability when these are not there
  readonly change: number; // nats that it loses with them
}

export interface Answer {
  readonly probability: number;
  readonly alternatives: readonly { readonly pitch: number; readonly probability: number }[];
  readonly named: readonly Named[];
  readonly together: number;
  readonly passes: number;
}

export const notesOf = ({ notes }: Named): Note[] =>
  notes.map(([onset, pitch, length, velocity]) => ({ onset, pitch, length, velocity }));

/** "94 in 100": how often of a hundred times. */
export function odds(probability: number): string {
  const times = Math.round(probability * 100);
  if (times === 0) return "less than 1 in 100";
  return times === 100 ? "nearly always" : `${times} in 100`;
}

/** How a pitch is called on its track. */
export const called = (pitch: number, drums: boolean): string =>
  (drums ? drumName(pitch)?.toLowerCase() : null) ?? pitchLabel(pitch);

/** "Piano, bar 10, beat 3" */
export function placeOf({ bar, beat }: Named, track: Track | undefined): string {
  const where = beat === null ? `bar ${bar}` : `bar ${bar}, beat ${beat}`;
  return track ? `${trackName(track)}, ${where}` : where;
}

/** What the notes are, each once, from the lowest. */
export function pitchesOf(named: Named, drums: boolean): string {
  const pitches = [...new Set(named.notes.map(([, pitch]) => pitch))].sort((a, b) => a - b);
  const shown = pitches.slice(0, 6).map((pitch) => called(pitch, drums));
  return pitches.length > 6 ? `${shown.join(" ")} …` : shown.join(" ");
}

/** How likely the note was, and whether it was the model's first thought. */
export function beliefWords(answer: Answer, pitch: number, drums: boolean, model: string): string {
  const { probability, alternatives } = answer;
  const name = called(pitch, drums);
  const act = drums ? `strike the ${name}` : `play ${name}`;
  const told = `${often(probability)} ${model} would ${act} here.`;
  const [other] = alternatives;
  if (drums || !other || other.probability <= probability) return told;
  const first = called(other.pitch, drums);
  const chance = odds(other.probability);
  return `${told} Its first thought was ${first} (${chance}); it drew a rarer one.`;
}

const often = (probability: number): string => {
  const times = Math.round(probability * 100);
  if (times === 0) return "In less than 1 of 100 tries";
  return times === 100 ? "In nearly every try" : `In ${times} of 100 tries`;
};

/** On what it depends most. */
export function reasonWords({ probability, named }: Answer, tracks: readonly Track[]): string {
  const [most] = named;
  if (!most) return "No notes alone make a difference: it follows from all that the model heard.";
  const place = placeOf(most, tracks[most.track]);
  const instead = `instead of ${Math.round(probability * 100)}`;
  const without = `without these notes it would be ${odds(most.without)} ${instead}`;
  if (most.change < 0) return `What speaks most against it is ${place}: ${without}.`;
  return `It leans most on ${place}: ${without}.`;
}

/** What else it thought of. */
export function otherWords({ alternatives }: Answer, drums: boolean): string {
  const told = alternatives.map(
    (each) => `${called(each.pitch, drums)} (${odds(each.probability)})`,
  );
  if (told.length === 0) return "";
  return `${drums ? "Other strokes here" : "It also thought of"}: ${told.join(", ")}.`;
}

/** From 0 to 1 beside the strongest of them. */
export function strengths(named: readonly Named[]): number[] {
  const most = Math.max(...named.map(({ change }) => Math.abs(change)), 0);
  return named.map(({ change }) => (most > 0 ? Math.abs(change) / most : 0));
}
