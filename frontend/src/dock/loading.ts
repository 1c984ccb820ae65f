/** Fetches what a song sounds by: its recording where there is one, else its notes. */
import { fromDocument, type Song, type SongDocument } from "../music/song.ts";
import { fetchJson, type RecordingState } from "../shareplayer/states.ts";
import type { Listed } from "./queue.ts";
import { type Heard, NotesVoice, RecordingVoice, type Voice } from "./voices.ts";

export interface Come {
  readonly voice: Voice;
  readonly song: Song;
  readonly peaks: readonly number[];
}

/** Null where it may not, or not now, be heard. */
export async function load(listed: Listed, heard: Heard): Promise<Come | null> {
  const { signal } = new AbortController();
  try {
    const [document, state] = await Promise.all([
      fetchJson<SongDocument>(listed.notes, signal),
      listed.recording ? fetchJson<RecordingState>(listed.recording, signal) : null,
    ]);
    const song = fromDocument(document);
    const voice =
      state?.state === "done" && state.audio
        ? new RecordingVoice(state.audio, state.seconds ?? 0, heard)
        : new NotesVoice(song, heard);
    return { voice, song, peaks: state?.peaks ?? [] };
  } catch (error) {
    console.warn("a song did not load", error);
    return null;
  }
}
