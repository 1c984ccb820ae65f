/** The chorale after so many edits: which notes are its own, which came, which are gone. */
import { sameNote } from "../../music/marks.ts";
import { editWords, noteOf } from "../../music/replay.ts";
import { type Note, type Song, sortNotes } from "../../music/song.ts";
import { pitchLabel } from "../../music/words.ts";
import { type Belief, type Content, ONE, type Trace } from "./content.ts";

export type Kind = "own" | "added" | "gone" | "rubbed";

export interface Shown {
  readonly note: Note;
  readonly kind: Kind;
  readonly of: number | null; // its place in the chorale, if it is from there
}

export const notesOf = (song: Song): readonly Note[] => song.tracks[0]?.notes ?? [];

/** The notes after the first `count` edits, those of the chorale first, in their order. */
export function shownAfter(song: Song, trace: Trace, count: number): Shown[] {
  const rubbed = new Set(trace.rubbed);
  const own = notesOf(song).map(
    (note, of): Shown => ({ note, of, kind: rubbed.has(of) ? "rubbed" : "own" }),
  );
  const added: Shown[] = [];
  for (const edit of trace.edits.slice(0, count)) {
    const note = noteOf(edit);
    const isIt = (each: Shown): boolean => sameNote(each.note, note);
    const [from, to]: [Kind, Kind] = edit[0] === "add" ? ["gone", "own"] : ["own", "gone"];
    const at = own.findIndex((each) => each.kind === from && isIt(each));
    if (at >= 0) own[at] = { ...(own[at] as Shown), kind: to };
    else if (edit[0] === "add") added.push({ note, of: null, kind: "added" });
    else added.splice(added.findIndex(isIt), 1);
  }
  return [...own, ...added];
}

/** Nothing but the rubbing out. */
export const untouched = (rubbed: readonly number[]): Trace => ({
  rubbed,
  parameters: { iterations: 0, maximum_removed: 0 },
  seed: 0,
  edits: [],
  beliefs: [],
});

const sounds = ({ kind }: Shown): boolean => kind === "own" || kind === "added";

/** The song that one hears. */
export function songOf(song: Song, shown: readonly Shown[]): Song {
  const notes = sortNotes(shown.filter(sounds).map(({ note }) => note));
  return { ...song, tracks: song.tracks.map((track) => ({ ...track, notes })) };
}

export interface Counts {
  readonly tune: number; // notes of the soprano that are there
  readonly ofTune: number; // of so many
  readonly added: number;
  readonly gone: number;
}

export function countsOf({ voices }: Content, shown: readonly Shown[]): Counts {
  const tune = shown.filter(({ of }) => of !== null && voices[of] === 0);
  return {
    tune: tune.filter(({ kind }) => kind === "own").length,
    ofTune: tune.length,
    added: shown.filter(({ kind }) => kind === "added").length,
    gone: shown.filter(({ kind }) => kind === "gone").length,
  };
}

export function countWords({ tune, ofTune, added, gone }: Counts): string {
  const more = `${added} ${added === 1 ? "note is" : "notes are"} new`;
  return `${more}, ${gone} of yours it took away. Of the tune ${tune} of ${ofTune} notes stand.`;
}

/** A share as one says it: 43 %, and under one percent as that. */
export const shareWords = (share: number): string =>
  share > 0 && share < ONE / 100 ? "under 1 %" : `${Math.round((share * 100) / ONE)} %`;

export const beliefLabel = (pitch: number): string => (pitch < 0 ? "silence" : pitchLabel(pitch));

/** "Edit 3: added E 4 in bar 2. The model gave it 43 %, and G4 20 %, silence 5 %." */
export function editTold(song: Song, trace: Trace, count: number): string {
  const edit = trace.edits[count - 1];
  if (!edit) return "";
  const own = edit[3];
  const belief: Belief = trace.beliefs[count - 1] ?? [];
  const share = belief.find(([pitch]) => pitch === own)?.[1] ?? 0;
  const others = belief.filter(([pitch]) => pitch !== own).slice(0, 2);
  const rest = others.map(([pitch, each]) => `${beliefLabel(pitch)} ${shareWords(each)}`);
  const besides = rest.length > 0 ? `, and ${rest.join(", ")}` : "";
  const words = editWords(song, edit);
  return `Edit ${count}: ${words}. Here the model gave it ${shareWords(share)}${besides}.`;
}

/** How many edits took away what an edit had brought before. */
export function doubtsIn(trace: Trace): number {
  const came: Note[] = [];
  let count = 0;
  for (const edit of trace.edits) {
    const note = noteOf(edit);
    const at = came.findIndex((each) => sameNote(each, note));
    if (edit[0] === "add") came.push(note);
    else if (at >= 0) {
      came.splice(at, 1);
      count += 1;
    }
  }
  return count;
}
