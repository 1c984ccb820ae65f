/** What one learns of a MIDI file, from the site as from the reader here. */
import type { SongDocument } from "../music/song.ts";

export interface Remark {
  what: string;
  count: number;
  message: string;
}

export interface Imported {
  document: SongDocument;
  summary: {
    title: string;
    seconds: number;
    bars: number;
    notes: number;
    melody_track: number | null;
    dropped: Remark[];
    changed: Remark[];
    tracks: { index: number; name: string; program: number; drums: boolean; notes: number }[];
  };
}
