import assert from "node:assert/strict";
import { test } from "node:test";
import { merged } from "../../src/music/merge.ts";
import { firstNews, markNews, newsOf, newsWords, stretchOf } from "../../src/music/news.ts";
import { emptySong, makeTrack, type Note, type Song, type Track } from "../../src/music/song.ts";

const BAR = 4 * 960;
const at = (onset: number, pitch = 60): Note => ({ onset, pitch, length: 960, velocity: 80 });

function withTracks(song: Song, ...tracks: readonly (readonly Note[])[]): Song {
  const made: Track[] = tracks.map((notes, index) => ({
    ...(song.tracks[index] ?? makeTrack({ name: `Part ${index}` })),
    notes,
  }));
  return { ...song, tracks: made };
}

const beats = (from: number, to: number, pitch = 60): Note[] =>
  Array.from({ length: to - from }, (_, index) => at((from + index) * 960, pitch));
const tune = withTracks(emptySong(), beats(0, 8));
const pitches = ({ tracks }: Song, index = 0): number[] =>
  (tracks[index]?.notes ?? []).map(({ pitch }) => pitch);

/** As the site gives it back: the same notes, other tracks. */
const fresh = (song: Song): Song => ({
  ...song,
  tracks: song.tracks.map(({ name, notes }) => makeTrack({ name, notes: [...notes] })),
});

test("a song that was carried on has more bars", () => {
  const made = withTracks(fresh(tune), beats(0, 128));
  assert.equal(newsWords(tune, made), "+30 bars");
  assert.equal(firstNews(tune, made), 2 * BAR);
  assert.deepEqual(stretchOf(newsOf(tune, made)), { start: 2 * BAR, end: 32 * BAR });
});

test("a song that begins earlier has more bars too, and nothing else has changed", () => {
  const moved = beats(0, 8).map((note) => ({ ...note, onset: note.onset + BAR }));
  const made = withTracks(fresh(tune), [...beats(0, 4, 72), ...moved]);
  assert.equal(newsWords(tune, made), "+1 bar");
  assert.deepEqual(stretchOf(newsOf(tune, made)), { start: 0, end: BAR });
});

test("a band is so many tracks", () => {
  const made = withTracks(fresh(tune), beats(0, 8), beats(0, 8, 40), beats(0, 8, 36));
  assert.equal(newsWords(tune, made), "+2 tracks");
});

test("notes that came in the place of others are so many changes", () => {
  const made = withTracks(fresh(tune), [...beats(0, 6), ...beats(6, 8, 64)]);
  assert.equal(newsWords(tune, made), "2 notes changed");
  assert.equal(newsWords(tune, fresh(tune)), "the same notes");
});

test("two alike are counted", () => {
  const made = withTracks(fresh(tune), [...beats(0, 8), at(0)]);
  assert.equal(newsWords(tune, made), "1 note changed");
});

test("what is new is marked, and nothing else", () => {
  const made = markNews(tune, withTracks(fresh(tune), [...beats(0, 7), at(7 * 960, 64)]));
  const [track] = made.tracks;
  assert.deepEqual(
    track?.notes.filter(({ generated }) => generated),
    [{ ...at(7 * 960, 64), generated: true }],
  );
});

test("a take goes into the song as it is now", () => {
  const own = withTracks(tune, [...beats(1, 8), at(20 * 960, 70)]); // one note less, one more
  const made = withTracks(fresh(tune), [...beats(0, 7), at(7 * 960, 64)], beats(0, 8, 40));
  const both = merged(own, tune, made);
  assert.deepEqual(pitches(both), [60, 60, 60, 60, 60, 60, 64, 70]);
  assert.equal(both.tracks[0]?.key, own.tracks[0]?.key);
  assert.equal(pitches(both, 1).length, 8);
  assert.ok(both.tracks[1]?.notes.every(({ generated }) => generated));
});

test("its notes find their track, wherever it is now, and make one if it is gone", () => {
  const asked = withTracks(emptySong(), beats(0, 4), beats(0, 4, 40));
  const made = withTracks(fresh(asked), beats(0, 8), beats(0, 8, 40));
  const [first, second] = asked.tracks;
  assert.ok(first && second);
  const turned = merged({ ...asked, tracks: [second, first] }, asked, made);
  assert.deepEqual(turned.tracks.map(({ notes }) => notes.length), [8, 8]);
  assert.deepEqual(new Set(pitches(turned)), new Set([40]));
  const alone = merged({ ...asked, tracks: [first] }, asked, made);
  assert.deepEqual(alone.tracks.map(({ notes }) => notes.length), [8, 4]);
});

test("a note is not struck while one's own holds its key", () => {
  const own = withTracks(tune, [...beats(0, 8), { ...at(8 * 960), length: 3 * 960 }]);
  const made = withTracks(fresh(tune), [...beats(0, 8), at(9 * 960), at(12 * 960)]);
  assert.equal(merged(own, tune, made).tracks[0]?.notes.length, 10);
});

test("what is one's own moves with a song that begins earlier", () => {
  const own = withTracks(tune, [...beats(0, 8), at(8 * 960, 70)]);
  const moved = beats(0, 8).map((note) => ({ ...note, onset: note.onset + BAR }));
  const both = merged(own, tune, withTracks(fresh(tune), [...beats(0, 4, 72), ...moved]));
  assert.equal(both.tracks[0]?.notes.at(-1)?.onset, 8 * 960 + BAR);
});
