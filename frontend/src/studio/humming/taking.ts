/** What was hummed becomes part of the song: one step, which Undo takes back. */
import { addTrack, changeTrack } from "../../music/edits.ts";
import { MAX_TRACKS, type Note, type Song } from "../../music/song.ts";
import { placeAt, tickOf } from "../../music/time.ts";
import { plural } from "../../music/words.ts";
import { applySong, chooseTrack } from "../changes.ts";
import { currentTrack, shownSong, type StudioState } from "../state.ts";

export type Where = "new" | "place"; // a track of its own, or in place of the chosen one's notes

/** Where it may go; what is best comes first. */
export function places(state: StudioState): Where[] {
  const track = currentTrack(state);
  const isFull = shownSong(state).tracks.length >= MAX_TRACKS;
  if (!track || track.drums) return ["new"];
  if (isFull) return ["place"];
  return track.notes.length === 0 ? ["place", "new"] : ["new", "place"];
}

/** The bar in which the playhead stands. */
export const barStart = (song: Song, tick: number): number =>
  tickOf(song, { bar: placeAt(song, tick).bar, beat: 1, tick: 0 });

export function takeHummed(
  state: StudioState,
  notes: readonly Note[],
  where: Where,
): StudioState {
  const song = shownSong(state);
  const label = `Hum ${plural(notes.length, "note")}`;
  if (where === "place") {
    return applySong(state, changeTrack(song, state.track, { notes }), label, notes);
  }
  const added = addTrack(song, { name: "Hummed", notes });
  const chosen = chooseTrack(applySong(state, added, label), song.tracks.length);
  return { ...chosen, selection: notes };
}
