/** What a model did to a song, done to that song as it has become meanwhile. */
import { marked, unmarked } from "./marks.ts";
import { later, newsOf, type TrackNews } from "./news.ts";
import { MAX_TRACKS, makeTrack, type Note, type Song, sortNotes, type Track } from "./song.ts";

const NONE: TrackNews = { came: [], went: [] };

/** `own` with the news of `made`, which a model made from `asked`: one's own changes stay. */
export function merged(own: Song, asked: Song, made: Song): Song {
  const { shift, tracks } = newsOf(asked, made);
  const moved = own.tracks.map((track) => ({ ...track, notes: later(track.notes, shift) }));
  const seats = made.tracks.map((_, index) => seatOf(own, asked, index));
  const old = moved.map((track, seat) => withNews(track, tracks[seats.indexOf(seat)] ?? NONE));
  const added = made.tracks.flatMap((track, index) => {
    const came = tracks[index]?.came ?? [];
    return seats[index] === -1 && came.length > 0 ? [alone(track, came)] : [];
  });
  return {
    ...own,
    tempi: mapOf(own.tempi, asked.tempi, made.tempi, shift),
    meters: mapOf(own.meters, asked.meters, made.meters, shift),
    tracks: [...old, ...added].slice(0, MAX_TRACKS),
    chords: own.chords.map((sign) => ({ ...sign, onset: sign.onset + shift })),
  };
}

/** Which track of `own` was the track `index` of what the model was asked about; -1 for none. */
function seatOf(own: Song, asked: Song, index: number): number {
  const key = asked.tracks[index]?.key;
  const akin = asked.tracks.some((track) => own.tracks.some((mine) => mine.key === track.key));
  if (akin) return own.tracks.findIndex((mine) => mine.key === key);
  return index < asked.tracks.length && index < own.tracks.length ? index : -1;
}

function withNews(track: Track, { came, went }: TrackNews): Track {
  if (came.length === 0 && went.length === 0) return track;
  const gone = [...went];
  const stay = track.notes.filter((note) => {
    const at = gone.findIndex((each) => alike(each, note));
    if (at >= 0) gone.splice(at, 1);
    return at < 0;
  });
  const room = came.filter((note) => !stay.some((mine) => clash(mine, note)));
  return { ...track, notes: sortNotes([...stay, ...room.map(marked)]) };
}

const alike = (a: Note, b: Note): boolean =>
  JSON.stringify(unmarked(a)) === JSON.stringify(unmarked(b));

/** One key cannot be held twice at once. */
const clash = (a: Note, b: Note): boolean =>
  a.pitch === b.pitch && a.onset < b.onset + b.length && b.onset < a.onset + a.length;

function alone(track: Track, came: readonly Note[]): Track {
  const { key: _, ...values } = track;
  return makeTrack({ ...values, notes: came.map(marked) });
}

/** Tempi or metres: the model's, unless they were changed meanwhile. */
function mapOf<T extends { readonly tick: number }>(
  own: readonly T[],
  asked: readonly T[],
  made: readonly T[],
  shift: number,
): readonly T[] {
  if (JSON.stringify(own) === JSON.stringify(asked)) return made;
  return own.map((each) => (each.tick === 0 ? each : { ...each, tick: each.tick + shift }));
}
