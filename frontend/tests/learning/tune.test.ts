import assert from "node:assert/strict";
import { test } from "node:test";
import { isLike } from "../../src/learning/shelf.ts";
import * as tunes from "../../src/learning/tune.ts";

const first = tunes.FIRST["tune"] as tunes.Tune;
const at = (tune: tunes.Tune): [number, number, number][] =>
  tunes.notesOf(tune).map(({ onset, pitch, length }) => [onset, pitch, length]);

test("a square is a note, and neighbours are one where they are joined", () => {
  const two = tunes.tuneOf([60], [60, 60, null, 60]);
  assert.deepEqual(at(two), [
    [0, 60, 480],
    [480, 60, 480],
    [1440, 60, 480],
  ]);
  const joined = tunes.notesOf(two, { joined: true });
  assert.deepEqual(
    joined.map(({ onset, length }) => [onset, length]),
    [
      [0, 960],
      [1440, 480],
    ],
  );
});

test("a column has one note where the tune has one voice", () => {
  const place = { row: 3, step: 0, on: true };
  const alone = tunes.painted(first, { ...place, alone: true });
  assert.equal(alone.cells.filter((row) => row[0]).length, 1);
  const chord = tunes.painted(first, { ...place, alone: false });
  assert.equal(chord.cells.filter((row) => row[0]).length, 2);
  assert.deepEqual(tunes.painted(chord, { ...place, on: false, alone: false }).cells, first.cells);
});

test("a shift moves every note by one row, and back; at the edge it does nothing", () => {
  const empty = tunes.emptied(first);
  const low = tunes.painted(empty, { row: 12, step: 5, on: true, alone: false });
  assert.equal(tunes.notesOf(tunes.shifted(low, 2))[0]?.pitch, 62);
  assert.deepEqual(tunes.shifted(tunes.shifted(low, 2), -2).cells, low.cells);
  assert.equal(tunes.shifted(low, -1), low);
  for (const rows of [2, 1, -1]) assert.notEqual(tunes.shifted(first, rows), first); // it has room
});

test("loudness is of the column, or one for all", () => {
  const loud = tunes.louder(first, 0, 127);
  assert.equal(tunes.notesOf(loud)[0]?.velocity, 127);
  assert.ok(tunes.notesOf(loud, { flat: true }).every(({ velocity }) => velocity === tunes.PLAIN));
});

test("a coarser grid has every note at the beginning of its column", () => {
  for (const columns of [8, 4, 2, 1]) {
    const wide = 16 / columns;
    const notes = tunes.notesOf(first, { columns });
    const pitches = new Set(tunes.notesOf(first).map(({ pitch }) => pitch));
    assert.deepEqual(new Set(notes.map(({ pitch }) => pitch)), pitches);
    for (const { onset, length } of notes) {
      assert.equal(onset % (wide * 480), 0);
      assert.equal(length, wide * 480);
    }
  }
});

test("what a browser has kept is taken only if it is a tune", () => {
  const fits = isLike(first);
  assert.ok(fits(JSON.parse(JSON.stringify(first))));
  const broken = [
    null,
    {},
    { ...first, pitches: [1] },
    { ...first, cells: first.cells.slice(1) },
    { ...first, cells: first.cells.map(() => []) },
    { ...first, loud: first.loud.map(() => 128) },
    { ...first, loud: first.loud.map(() => 1.5) },
  ];
  for (const each of broken) assert.ok(!fits(each));
});
