import assert from "node:assert/strict";
import { test } from "node:test";
import { writeSigns } from "../../src/music/chordsigns.ts";
import {
  addNotes,
  addTrack,
  changeTrack,
  removeNotes,
  removeTrack,
} from "../../src/music/edits.ts";
import { changeTempo } from "../../src/music/maps.ts";
import {
  type History,
  newHistory,
  pushStep,
  redoLabel,
  redoStep,
  undoLabel,
  undoStep,
} from "../../src/music/history.ts";
import { emptySong, fromDocument, type Note, type Song, toDocument } from "../../src/music/song.ts";
import { keepSteps, readSteps } from "../../src/music/steps.ts";

const PLENTY = 1_000_000;
const note = (onset: number, pitch = 60): Note => ({ onset, pitch, length: 480, velocity: 80 });

/** Each edit is made of the song as the ones before left it. */
function edited(start: Song, edits: readonly [string, (song: Song) => Song][]): History<Song> {
  return edits.reduce(
    (history, [label, edit]) => pushStep(history, edit(history.now.value), label),
    newHistory(start),
  );
}

const second = (song: Song): Note[] => song.tracks[0]?.notes.slice(1, 2) ?? [];

function written(): History<Song> {
  const bass = { name: "Bass", program: 33, notes: [note(0, 36)] };
  const other = { ...emptySong("New"), meters: [{ tick: 0, numerator: 3, denominator: 4 }] };
  return edited(emptySong("Old"), [
    ["Add notes", (song) => addNotes(song, 0, [note(0), note(960, 64), note(960, 62)]).song],
    ["Add track", (song) => addTrack(song, bass)],
    ["Erase note", (song) => removeNotes(song, 0, second(song)).song],
    ["Change volume", (song) => changeTrack(song, 0, { volume: 40 })],
    ["Change colour", (song) => changeTrack(song, 1, { colour: 3 })],
    ["Write chord", (song) => writeSigns(song, [{ onset: 0, symbol: "G7" }])],
    ["Change tempo", (song) => changeTempo(song, 0, 90)],
    ["Delete track", (song) => removeTrack(song, 1)],
    ["Open another", () => other],
  ]);
}

/** What another page makes of it: through text, and around the song as the draft has it. */
function throughText(history: History<Song>, room = PLENTY): History<Song> {
  const text = JSON.stringify([toDocument(history.now.value), keepSteps(history, room)]);
  const [document, steps] = JSON.parse(text) as [
    ReturnType<typeof toDocument>,
    ReturnType<typeof keepSteps>,
  ];
  return readSteps(fromDocument(document), steps);
}

type Step = (history: History<Song>) => History<Song>;

/** What one sees on the way to the end. */
function walked(history: History<Song>, step: Step): unknown[] {
  const seen = [toDocument(history.now.value), undoLabel(history), redoLabel(history)];
  const next = step(history);
  return next === history ? [seen] : [seen, ...walked(next, step)];
}

const labels = ({ past, now }: History<Song>): string[] =>
  [...past, now].slice(1).map(({ label }) => label);

test("every step back and forth is the same after a reload", () => {
  const all = written();
  for (const undone of [0, 3, 7]) {
    const before = all.past.slice(0, undone).reduce(undoStep<Song>, all);
    assert.equal(before.future.length, undone);
    const after = throughText(before);
    assert.deepEqual(walked(after, undoStep), walked(before, undoStep));
    assert.deepEqual(walked(after, redoStep), walked(before, redoStep));
  }
});

test("tracks stay the same tracks, so what is muted stays muted", () => {
  const start = addTrack(emptySong(), {});
  const history = pushStep(newHistory(start), addNotes(start, 1, [note(0)]).song, "Add note");
  const after = throughText(history);
  const keys = ({ now }: History<Song>): number[] => now.value.tracks.map(({ key }) => key);
  assert.deepEqual(keys(undoStep(after)), keys(after));
});

test("what does not fit is the farthest", () => {
  const edits = Array.from({ length: 200 }, (_, onset): [string, (song: Song) => Song] => [
    `note ${onset}`,
    (song) => addNotes(song, 0, [note(onset)]).song,
  ]);
  const kept = labels(throughText(edited(emptySong(), edits), 2_000));
  assert.ok(kept.length > 20 && kept.length < 100, `${kept.length} steps`);
  assert.equal(kept.at(-1), "note 199");
});

test("a step of one note among thousands takes little room", () => {
  const many = Array.from({ length: 5_000 }, (_, index) => note(index * 10));
  const edits = Array.from({ length: 200 }, (_, step): [string, (song: Song) => Song] => [
    "Add note",
    (song) => addNotes(song, 0, [note(step, 70)]).song,
  ]);
  const history = edited(addNotes(emptySong(), 0, many).song, edits);
  assert.equal(labels(throughText(history, 20_000)).length, 200);
});
