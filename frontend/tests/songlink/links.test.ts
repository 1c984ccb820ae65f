import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, makeTrack, type Note, type Song, toDocument } from "../../src/music/song.ts";
import { fragmentOf, MOST_LETTERS, songIn } from "../../src/songlink/link.ts";
import { NoSong, packed, unpacked } from "../../src/songlink/packing.ts";

/** The same numbers on every machine. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Any song at all: notes of one pitch may overlap, and tracks may be empty. */
function anySong(seed: number): Song {
  const draw = drawing(seed);
  const notes = (): Note[] =>
    Array.from({ length: draw(40) }, () => ({
      ...{ onset: draw(50) * 240, pitch: draw(128), length: 1 + draw(2000) },
      velocity: 1 + draw(127),
    }));
  const tracks = Array.from({ length: 1 + draw(4) }, () =>
    makeTrack({
      ...{ name: ["", "Geige 🎻", "a <b>"][draw(3)] as string, program: draw(128) },
      ...{ drums: draw(2) === 1, volume: draw(128), pan: draw(128) },
      colour: [null, 1, 8][draw(3)] as number | null,
      notes: notes().sort((a, b) => a.onset - b.onset || a.pitch - b.pitch || a.length - b.length),
    }),
  );
  tracks[0] = makeTrack({ notes: [{ onset: 0, pitch: 60, length: 960, velocity: 80 }] });
  const tempi = [0, 960, 5000].map((tick) => ({ tick, usPerQuarter: 200_000 + draw(900_000) }));
  const meters = [0, 2880].map((tick) => ({ tick, numerator: 1 + draw(12), denominator: 8 }));
  const symbols = ["C", "F#m7b5", "G7/B", "N.C."].slice(0, draw(5));
  const chords = symbols.map((symbol, at) => ({ onset: 960 * at + draw(960), symbol }));
  return { title: `Nº ${seed}`, tempi, meters, tracks, chords };
}

const rowsOf = (song: Song): unknown[] => packed(song) as unknown[];

test("a song that goes through an address is the same song", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const song = anySong(seed);
    const found = await songIn(await fragmentOf(song));
    assert.deepEqual(found && toDocument(found), toDocument(song), `seed ${seed}`);
  }
});

test("the letters are those that chats and mail leave alone", async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    assert.match(await fragmentOf(anySong(seed)), /^#song=1\.[-\w]+$/);
  }
});

test("a tune of thirty-two bars fits", async () => {
  const draw = drawing(7);
  const notes = Array.from({ length: 160 }, (_, at) => ({
    ...{ onset: at * 480, pitch: 60 + draw(12), length: 460, velocity: 70 + draw(20) },
  }));
  const fragment = await fragmentOf({ ...emptySong("Tune"), tracks: [makeTrack({ notes })] });
  assert.ok(fragment.length < MOST_LETTERS / 4, String(fragment.length));
});

test("an address without a song has none", async () => {
  assert.equal(await songIn(""), null);
  assert.equal(await songIn("#roll"), null);
});

test("a link that was cut, changed or is of another kind is refused in words", async () => {
  const whole = await fragmentOf(anySong(3));
  const refused: [string, RegExp][] = [
    [whole.slice(0, -8), /cut short/],
    [`${whole.slice(0, 40)}%20`, /damaged/],
    ["#song=1.", /damaged/],
    ["#song=2.AAAA", /does not know that kind of link/],
    [`#song=1.${"A".repeat(MOST_LETTERS + 1)}`, /longer than any link/],
  ];
  for (const [fragment, words] of refused) await assert.rejects(songIn(fragment), words);
});

test("any letter that is changed gives a song or a refusal, and nothing else", async () => {
  const whole = await fragmentOf(anySong(5));
  const outcomes = new Set<string>();
  for (let at = 8; at < whole.length; at += 3) {
    const other = whole[at] === "A" ? "B" : "A";
    try {
      await songIn(whole.slice(0, at) + other + whole.slice(at + 1));
      outcomes.add("song");
    } catch (error) {
      assert.ok(error instanceof NoSong, String(error));
      outcomes.add("refused");
    }
  }
  assert.ok(outcomes.has("refused"));
});

test("a small link that unfolds to very much is stopped", async () => {
  const zeros = new Blob(["0".repeat(2_000_000)]).stream();
  const stream = zeros.pipeThrough(new CompressionStream("deflate-raw"));
  const letters = Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
  assert.ok(letters.length < MOST_LETTERS);
  await assert.rejects(songIn(`#song=1.${letters}`), /more than any song/);
});

test("rows that are no song are refused, and the first fault is named", () => {
  const [title, tempi, meters, tracks] = rowsOf(anySong(9));
  const note = [0, 60, 960, 80];
  const track = (...notes: unknown[]): unknown[] => ["", 0, 0, 100, 64, notes];
  const wrong: [unknown, RegExp][] = [
    [7, /it cannot be read/],
    [[7, tempi, meters, tracks], /its title cannot be read/],
    [["x".repeat(201), tempi, meters, tracks], /its title cannot be read/],
    [[title, [], meters, tracks], /its tempi are in no order/],
    [[title, [5, 500_000], meters, tracks], /its tempi are in no order/],
    [[title, [0, 1], meters, tracks], /its tempi are beyond/],
    [[title, tempi, [0, 4, 3], tracks], /its time signatures are none/],
    [[title, tempi, meters, []], /it has no notes/],
    [[title, tempi, meters, [track(0, 60, 960)]], /the notes of track 1 are beyond/],
    [[title, tempi, meters, [track(0, 128, 960, 80)]], /the notes of track 1 are beyond/],
    [[title, tempi, meters, [track(0, 60.5, 960, 80)]], /the notes of track 1 are beyond/],
    [[title, tempi, meters, [["", 128, 0, 100, 64, note]]], /track 1 are beyond/],
    [[title, tempi, meters, Array.from({ length: 65 }, () => track(...note))], /64 tracks/],
    [[title, tempi, meters, tracks, [0], ["H"]], /its chords cannot be read/],
    [[title, tempi, meters, tracks, [0, 0], ["C", "D"]], /its chords cannot be read/],
    [[title, tempi, meters, tracks, [0, 960], ["C"]], /its chords cannot be read/],
    [[title, [0, 6_000_000], meters, [track(0, 60, 900_000, 80)]], /it is too long/],
    [[title, tempi, meters, [track(1e8, 60, 1, 80, 1e8, 60, 1, 80)]], /goes on for too long/],
  ];
  for (const [rows, words] of wrong) assert.throws(() => unpacked(rows), words, String(words));
});
