import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addNotes,
  addTrack,
  changeTempo,
  changeTrack,
  removeNotes,
  removeTrack,
} from "../../src/music/edits.ts";
import { History } from "../../src/music/history.ts";
import { emptySong, fromDocument, type Note, type Song, toDocument } from "../../src/music/song.ts";
import { keepSteps, readSteps } from "../../src/music/steps.ts";

const PLENTY = 1_000_000;
const note = (onset: number, pitch = 60): Note => ({ onset, pitch, length: 480, velocity: 80 });

function written(): History<Song> {
  const history = new History(emptySong("Old"));
  const act = (song: Song, label: string): void => history.push(song, label);
  act(addNotes(history.value, 0, [note(0), note(960, 64), note(960, 62)]).song, "Add notes");
  act(addTrack(history.value, { name: "Bass", program: 33, notes: [note(0, 36)] }), "Add track");
  act(
    removeNotes(history.value, 0, [history.value.tracks[0]?.notes[1] as Note]).song,
    "Erase note",
  );
  act(changeTrack(history.value, 0, { volume: 40 }), "Change volume");
  act(changeTempo(history.value, 0, 90), "Change tempo");
  act(removeTrack(history.value, 1), "Delete track");
  act({ ...emptySong("New"), meters: [{ tick: 0, numerator: 3, denominator: 4 }] }, "Open another");
  return history;
}

/** What another page makes of it: through text, and around the song as the draft has it. */
function throughText(history: History<Song>, room = PLENTY): History<Song> {
  const text = JSON.stringify([toDocument(history.value), keepSteps(history.parts, room)]);
  const [document, steps] = JSON.parse(text) as [
    ReturnType<typeof toDocument>,
    ReturnType<typeof keepSteps>,
  ];
  return History.of(readSteps(fromDocument(document), steps));
}

function walked(history: History<Song>, step: "undo" | "redo"): unknown[] {
  const seen: unknown[] = [[toDocument(history.value), history.undoLabel, history.redoLabel]];
  while (history[step]())
    seen.push([toDocument(history.value), history.undoLabel, history.redoLabel]);
  return seen;
}

test("every step back and forth is the same after a reload", () => {
  for (const undone of [0, 3, 7]) {
    const [before, again] = [written(), written()];
    for (let step = 0; step < undone; step += 1) assert.ok(before.undo() && again.undo());
    const after = throughText(before);
    assert.deepEqual(walked(after, "undo"), walked(again, "undo"));
    assert.deepEqual(walked(after, "redo"), walked(again, "redo"));
  }
});

test("tracks stay the same tracks, so what is muted stays muted", () => {
  const history = new History(addTrack(emptySong(), {}));
  history.push(addNotes(history.value, 1, [note(0)]).song, "Add note");
  const after = throughText(history);
  const keys = after.value.tracks.map(({ key }) => key);
  after.undo();
  assert.deepEqual(
    after.value.tracks.map(({ key }) => key),
    keys,
  );
});

test("what does not fit is the farthest", () => {
  const history = new History(emptySong());
  for (let onset = 0; onset < 200; onset += 1)
    history.push(addNotes(history.value, 0, [note(onset)]).song, `note ${onset}`);
  const labels = throughText(history, 2_000).labels;
  assert.ok(labels.length > 20 && labels.length < 100, `${labels.length} steps`);
  assert.equal(labels.at(-1), "note 199");
});

test("a step of one note among thousands takes little room", () => {
  const many = Array.from({ length: 5_000 }, (_, index) => note(index * 10));
  const history = new History(addNotes(emptySong(), 0, many).song);
  for (let step = 0; step < 200; step += 1)
    history.push(addNotes(history.value, 0, [note(step, 70)]).song, "Add note");
  assert.equal(throughText(history, 20_000).labels.length, 200);
});
