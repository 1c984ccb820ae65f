/**
 * The song one works on: its history, where it comes from, and how much of it is kept elsewhere.
 * Plain values; each edit gives the next piece.
 */
import {
  amendStep,
  type History,
  newHistory,
  pushStep,
  redoStep,
  undoStep,
} from "../music/history.ts";
import { emptySong, noteCount, type Song } from "../music/song.ts";
import { keepSteps, type KeptSteps, readSteps } from "../music/steps.ts";
import type { Left, Origin } from "./take.ts";

/** A song on the site that saving adds a revision to. */
export interface OnSite {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly revision?: number; // that the song was made from; unknown to drafts of before
}

/** Where a song comes from. */
export interface Provenance {
  readonly origin: Origin;
  readonly source?: string | null; // what an address asks for, such as "preset:ode-to-joy"
  readonly composition?: OnSite | null;
}

/** What a song is called, and what of it is kept elsewhere. */
type Stand = Pick<Piece, "title" | "source" | "composition" | "clean">;

export interface Piece {
  readonly title: string;
  readonly source: string | null;
  readonly composition: OnSite | null;
  // What began before another song was opened is none of this one's business.
  readonly openings: number;
  readonly history: History<Song>;
  readonly origins: ReadonlyMap<Song, Origin>; // of songs that are no edits
  readonly openedAfter: ReadonlyMap<Song, Song>; // the song that each one took the place of
  readonly stands: ReadonlyMap<Song, Stand>; // of songs when another took their place
  // What was opened or saved last; no song when what is kept elsewhere is not known.
  readonly clean: { readonly song: Song | null; readonly title: string };
}

const NOTHING_BEFORE = { origins: new Map(), openedAfter: new Map(), stands: new Map() };

export function newPiece(song: Song = emptySong()): Piece {
  return {
    title: "",
    source: null,
    composition: null,
    openings: 0,
    history: newHistory(song),
    ...NOTHING_BEFORE,
    clean: { song, title: "" },
  };
}

export const songOf = ({ history }: Piece): Song => history.now.value;

export const holdsNothing = (piece: Piece): boolean => noteCount(songOf(piece)) === 0;

/** Whether the song differs from what was opened or saved last. */
export function isEdited(piece: Piece): boolean {
  const { clean, title } = piece;
  return songOf(piece) !== clean.song || title.trim() !== clean.title.trim();
}

export const originOf = ({ origins }: Piece, song: Song): Origin =>
  origins.get(song) ?? { kind: "edited" };

export function noteOrigin(piece: Piece, song: Song, origin: Origin): Piece {
  return { ...piece, origins: new Map(piece.origins).set(song, origin) };
}

export function pushSong(piece: Piece, song: Song, label: string): Piece {
  return { ...piece, history: pushStep(piece.history, song, label) };
}

/** The song as the last step goes on making it. */
export function amendSong(piece: Piece, song: Song): Piece {
  return { ...piece, history: amendStep(piece.history, song) };
}

export const stepBack = (piece: Piece): Piece => moved(piece, undoStep(piece.history));
export const stepForth = (piece: Piece): Piece => moved(piece, redoStep(piece.history));

function moved(piece: Piece, history: History<Song>): Piece {
  if (history === piece.history) return piece;
  const [from, to] = [songOf(piece), history.now.value];
  const { openedAfter } = piece;
  const across = openedAfter.get(from) === to || openedAfter.get(to) === from;
  return across ? crossed(piece, history, from, to) : { ...piece, history };
}

/** Over the opening of a song each has its own title again, and its place on the site. */
function crossed(piece: Piece, history: History<Song>, from: Song, to: Song): Piece {
  const stands = new Map(piece.stands).set(from, standOf(piece));
  return { ...piece, history, stands, ...stands.get(to) };
}

function standOf({ title, source, composition, clean }: Piece): Stand {
  return { title, source, composition, clean };
}

/** Another song; the one before stays one undo away. */
export function openPiece(
  piece: Piece,
  song: Song,
  title: string,
  from: Provenance,
  label: string,
): Piece {
  const before = songOf(piece);
  const opened = begin(pushSong(piece, song, label), song, title, from);
  const openedAfter = new Map(piece.openedAfter).set(song, before);
  return { ...opened, openedAfter, stands: new Map(piece.stands).set(before, standOf(piece)) };
}

/** Goes on with a song that was left, and with its steps. */
export function resumePiece(
  piece: Piece,
  song: Song,
  left: Pick<Left, "title" | "edited" | "steps">,
  from: Provenance,
): Piece {
  const history = left.steps ? readSteps(song, left.steps) : newHistory(song);
  const begun = begin({ ...piece, ...NOTHING_BEFORE, history }, song, left.title, from);
  return left.edited ? { ...begun, clean: { song: null, title: "" } } : begun;
}

function begin(piece: Piece, song: Song, title: string, from: Provenance): Piece {
  const { origin, source = null, composition = null } = from;
  const openings = piece.openings + 1;
  const begun = { ...piece, openings, title, source, composition, clean: { song, title } };
  return noteOrigin(begun, song, origin);
}

/** `song` is on the site now, as `composition`. */
export function markSaved(piece: Piece, song: Song, composition: OnSite): Piece {
  const source = `composition:${composition.id}`;
  return { ...piece, composition, source, clean: { song, title: composition.title } };
}

/** The steps around the song, as many as fit into `room` characters. */
export const keptSteps = ({ history }: Piece, room: number): KeptSteps => keepSteps(history, room);
