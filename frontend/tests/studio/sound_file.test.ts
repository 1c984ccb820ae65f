import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, makeTrack, type Song } from "../../src/music/song.ts";
import { pressed } from "../../src/studio/mixer.ts";
import { heardSong, soundFacts } from "../../src/studio/soundfile.ts";
import { note } from "./instruments.ts";

const tracks = [makeTrack({ notes: [note(0)] }), makeTrack({ notes: [note(115_200 - 960)] })];
const [first, second] = tracks as [Song["tracks"][number], Song["tracks"][number]];
const song = { ...emptySong(), tracks };

test("the file holds what one hears", () => {
  assert.deepEqual(heardSong(song, pressed(new Map(), first, "muted")).tracks, [second]);
  assert.deepEqual(heardSong(song, pressed(new Map(), first, "solo")).tracks, [first]);
  assert.deepEqual(heardSong(song, new Map()).tracks, tracks);
});

test("it is said how long and how large it will be, and what is not in it", () => {
  assert.equal(soundFacts(song, song), "1:00 · stereo, 44.1 kHz, 16 bit · about 11\u00a0MB");
  const alone = heardSong(song, pressed(new Map(), second, "solo"));
  assert.match(soundFacts(alone, song), /without 1 silent track$/);
});
