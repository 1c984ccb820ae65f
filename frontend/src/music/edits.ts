/**
 * Every change to a song is a pure function here; what touches notes also says which notes to
 * select afterwards.
 */
import { edited, unmarked } from "./marks.ts";
import { makeTrack, type Note, type Song, sortNotes, type Track } from "./song.ts";

export interface Edit {
  readonly song: Song;
  readonly notes: readonly Note[]; // the notes as they are now, in the order they were given
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

export function changeTrack(song: Song, index: number, values: Partial<Omit<Track, "key">>): Song {
  return {
    ...song,
    tracks: song.tracks.map((track, at) => (at === index ? { ...track, ...values } : track)),
  };
}

export function addTrack(song: Song, values: Partial<Omit<Track, "key">>): Song {
  return { ...song, tracks: [...song.tracks, makeTrack(values)] };
}

export function removeTrack(song: Song, index: number): Song {
  return { ...song, tracks: song.tracks.filter((_, at) => at !== index) };
}

/** The track of index `from` stands at index `to`. */
export function moveTrack(song: Song, from: number, to: number): Song {
  const moved = song.tracks[from];
  if (!moved || from === to) return song;
  const others = song.tracks.filter((_, at) => at !== from);
  return { ...song, tracks: others.toSpliced(to, 0, moved) };
}

export function addNotes(song: Song, index: number, notes: readonly Note[]): Edit {
  const kept = song.tracks[index]?.notes ?? [];
  return { song: changeTrack(song, index, { notes: sortNotes([...kept, ...notes]) }), notes };
}

export function removeNotes(song: Song, index: number, notes: Iterable<Note>): Edit {
  const gone = new Set(notes);
  const kept = (song.tracks[index]?.notes ?? []).filter((note) => !gone.has(note));
  return { song: changeTrack(song, index, { notes: kept }), notes: [] };
}

/** Replaces each of `notes` by what `change` makes of it. */
export function mapNotes(
  song: Song,
  index: number,
  notes: Iterable<Note>,
  change: (note: Note) => Note,
): Edit {
  const changed = new Map<Note, Note>();
  for (const note of notes) changed.set(note, edited(note, change(note)));
  const all = (song.tracks[index]?.notes ?? []).map((note) => changed.get(note) ?? note);
  return {
    song: changeTrack(song, index, { notes: sortNotes(all) }),
    notes: [...changed.values()],
  };
}

/** Moves all by the same distance: the group stops as a whole at the edges of time and pitch. */
export function moveNotes(
  song: Song,
  index: number,
  notes: Iterable<Note>,
  ticks: number,
  semitones: number,
): Edit {
  const group = [...notes];
  const earliest = Math.min(...group.map((note) => note.onset));
  const pitches = group.map((note) => note.pitch);
  const by = Math.max(ticks, -earliest);
  const up = clamp(semitones, -Math.min(...pitches), 127 - Math.max(...pitches));
  return mapNotes(song, index, group, (note) => ({
    ...note,
    onset: note.onset + by,
    pitch: note.pitch + up,
  }));
}

export function resizeNotes(
  song: Song,
  index: number,
  notes: Iterable<Note>,
  ticks: number,
  least: number,
): Edit {
  return mapNotes(song, index, notes, (note) => ({
    ...note,
    length: Math.max(Math.min(least, note.length), note.length + ticks),
  }));
}

/** Moves the beginnings, while the ends stay: not before the song, no shorter than `least`. */
export function moveStarts(
  song: Song,
  index: number,
  notes: Iterable<Note>,
  ticks: number,
  least: number,
): Edit {
  return mapNotes(song, index, notes, (note) => {
    const latest = note.onset + note.length - Math.min(least, note.length);
    const onset = clamp(note.onset + ticks, 0, latest);
    return { ...note, onset, length: note.length + note.onset - onset };
  });
}

export function changeVelocity(
  song: Song,
  index: number,
  notes: Iterable<Note>,
  change: (velocity: number) => number,
): Edit {
  return mapNotes(song, index, notes, (note) => ({
    ...note,
    velocity: clamp(Math.round(change(note.velocity)), 1, 127),
  }));
}

/** Puts copies so that the earliest begins at `tick`. */
export function pasteNotes(song: Song, index: number, notes: readonly Note[], tick: number): Edit {
  if (notes.length === 0) return { song, notes: [] };
  const earliest = Math.min(...notes.map((note) => note.onset));
  return addNotes(
    song,
    index,
    notes.map((note) => unmarked({ ...note, onset: note.onset - earliest + tick })),
  );
}

/** Copies right behind the group, on the next multiple of `step`. */
export function duplicateNotes(
  song: Song,
  index: number,
  notes: readonly Note[],
  step: number,
): Edit {
  const start = Math.min(...notes.map((note) => note.onset));
  const end = Math.max(...notes.map((note) => note.onset + note.length));
  return pasteNotes(
    song,
    index,
    notes,
    start + Math.max(step, Math.ceil((end - start) / step) * step),
  );
}
