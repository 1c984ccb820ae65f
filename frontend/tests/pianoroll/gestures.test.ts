import assert from "node:assert/strict";
import { test } from "node:test";
import { Frames, Mouse, note, Roll } from "./hands.ts";

const frames = new Frames();

const row = (count: number, pitch = 72) =>
  Array.from({ length: count }, (_, at) => note(at * 480, pitch));

const pitchesOf = (roll: Roll): number[] => roll.notes.map(({ pitch }) => pitch);
const onsetsOf = (roll: Roll): number[] => roll.notes.map(({ onset }) => onset);

test("an eraser swept over sixteen notes in five events misses none", () => {
  const roll = new Roll(...row(16), note(480, 60));
  roll.state.tool = "erase";
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(0), mouse.at(16 * 480));
  assert.deepEqual(pitchesOf(roll), [60]); // another row
  assert.deepEqual(roll.steps, ["Erase notes"]);
});

test("an eraser swept slantwise takes what lies on its line only", () => {
  const roll = new Roll(note(960, 76), note(1920, 72), note(1920, 76), note(2880, 68));
  roll.state.tool = "erase";
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(1080, 76), mouse.at(3000, 68));
  assert.deepEqual(pitchesOf(roll), [76]);
  assert.deepEqual(onsetsOf(roll), [1920]);
});

test("the right button erases with any tool", () => {
  const roll = new Roll(...row(16));
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(0), mouse.at(16 * 480), { button: 2 });
  assert.deepEqual(roll.notes, []);
});

test("what the browser saw between two events counts", () => {
  const roll = new Roll(note(960, 76));
  roll.state.tool = "erase";
  const mouse = new Mouse(roll);
  mouse.press(mouse.at(0, 72));
  // Up to the note and down again, in one event.
  const places = [mouse.at(1000, 76), mouse.at(1900, 72)];
  const passed = places.map(([clientX, clientY]) => ({ clientX, clientY }));
  mouse.send("pointermove", mouse.at(1900, 72), { getCoalescedEvents: () => passed });
  mouse.lift(mouse.at(1900, 72));
  assert.deepEqual(roll.notes, []);
});

test("a line painted in the lane in five events reaches all twelve notes", () => {
  const roll = new Roll(...row(12));
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.lane(0, 20), mouse.lane(11 * 480, 119));
  const velocities = roll.notes.map(({ velocity }) => velocity);
  velocities.forEach((velocity, at) => assert.ok(Math.abs(velocity - (20 + 9 * at)) <= 2));
  assert.deepEqual(roll.steps, ["Change velocity"]);
});

test("with a selection the lane moves its velocities together", () => {
  const roll = new Roll(...row(4));
  roll.state.song = {
    ...roll.state.song,
    tracks: roll.state.song.tracks.map((track) => ({
      ...track,
      notes: track.notes.map((each, at) => ({ ...each, velocity: 40 + 10 * at })),
    })),
  };
  roll.select(roll.notes.slice(1, 3));
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.lane(480, 50), mouse.lane(480, 80)); // held at its own height, pulled up by 30
  assert.deepEqual(
    roll.notes.map(({ velocity }) => velocity),
    [40, 80, 90, 70],
  );
  assert.equal(roll.state.selection.size, 2);
});

test("with Alt only the selected notes are painted", () => {
  const roll = new Roll(...row(5));
  roll.select(roll.notes.slice(1, 3));
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.lane(0, 120), mouse.lane(5 * 480, 120), { altKey: true });
  const loud = roll.notes.filter(({ velocity }) => Math.abs(velocity - 120) <= 1);
  assert.deepEqual(
    loud.map(({ onset }) => onset),
    [480, 960],
  );
  assert.equal(roll.state.selection.size, 2);
});

test("Shift-drag moves selected notes in one direction only", () => {
  for (const [tick, pitch, pitches, first] of [
    [2040, 74, [72, 72], 1920], // farther across than up
    [240, 79, [79, 79], 0],
  ] as const) {
    const roll = new Roll(note(0), note(960));
    roll.select(roll.notes);
    const mouse = new Mouse(roll);
    mouse.sweep(mouse.at(120), mouse.at(tick, pitch), { shiftKey: true });
    assert.deepEqual(pitchesOf(roll), pitches);
    assert.equal(onsetsOf(roll)[0], first);
    assert.equal(roll.state.selection.size, 2);
  }
});

test("a press with Shift adds a note to the selection, and takes it out again", () => {
  const roll = new Roll(note(0), note(960));
  roll.select([roll.notes[0]!]);
  const mouse = new Mouse(roll);
  const press = (): void => {
    mouse.press(mouse.at(1080), { shiftKey: true });
    mouse.lift(mouse.at(1080), { shiftKey: true });
  };
  press();
  assert.equal(roll.state.selection.size, 2);
  press();
  assert.deepEqual([...roll.state.selection], [roll.notes[0]]);
});

test("the left edge moves the beginning, the right edge the end", () => {
  const long = note(960, 72, 960);
  for (const [from, to, expected] of [
    [970, 490, [480, 1440]],
    [970, 1450, [1440, 480]],
    [1910, 2880, [960, 1920]],
  ] as const) {
    const roll = new Roll(long);
    const mouse = new Mouse(roll);
    mouse.sweep(mouse.at(from), mouse.at(to));
    assert.deepEqual([roll.notes[0]?.onset, roll.notes[0]?.length], expected);
    assert.deepEqual(roll.steps, ["Change length"]);
  }
});

test("a beginning stops at the end of the note before it", () => {
  const roll = new Roll(note(0, 72, 480), note(960, 72, 960));
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(970), mouse.at(100));
  assert.deepEqual(roll.notes, [note(0, 72, 480), note(480, 72, 1440)]);
});

test("drawing over a note of its pitch ends at it", () => {
  const roll = new Roll(note(960, 72, 960));
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(10), mouse.at(1500));
  assert.deepEqual(
    roll.notes.map(({ onset, length }) => [onset, length]),
    [
      [0, 960],
      [960, 960],
    ],
  );
});

test("what is taken back leaves song and selection as they were", () => {
  const places: [string, [number, number], [number, number]][] = [
    ["move", [1000, 72], [3000, 79]],
    ["start", [965, 72], [240, 72]],
    ["end", [1910, 72], [3000, 72]],
    ["draw", [3000, 75], [5000, 75]],
  ];
  for (const [what, from, to] of places) {
    const roll = new Roll(note(960, 72, 960), note(0, 60));
    const { song } = roll.state;
    roll.select([roll.notes[1]!]);
    const mouse = new Mouse(roll);
    mouse.press(mouse.at(...from));
    for (const part of [0.3, 0.6, 1]) {
      const [tick, pitch] = [from[0] + (to[0] - from[0]) * part, to[1]];
      mouse.move(mouse.at(tick, pitch));
    }
    assert.notEqual(roll.state.song, song, what);
    assert.equal(mouse.pointers.cancel(), true);
    mouse.move(mouse.at(...to));
    mouse.lift(mouse.at(...to));
    assert.equal(roll.state.song, song, what);
    assert.deepEqual([...roll.state.selection], [song.tracks[0]?.notes[1]], what);
    assert.deepEqual(roll.steps, [], what);
  }
  assert.equal(new Mouse(new Roll()).pointers.cancel(), false);
});

test("a frame that is taken back gives the selection back", () => {
  const roll = new Roll(note(960), note(0, 60));
  roll.state.tool = "select";
  roll.select([roll.notes[0]!]);
  const mouse = new Mouse(roll);
  mouse.press(mouse.at(480, 80));
  mouse.move(mouse.at(2000, 70));
  assert.deepEqual([...roll.state.selection], [roll.notes[1]]);
  mouse.pointers.cancel();
  assert.deepEqual([...roll.state.selection], [roll.notes[0]]);
  assert.equal(roll.state.marquee, null);
});

test("a frame held at the edge goes on selecting while nothing moves", () => {
  const roll = new Roll(...row(60));
  roll.state.tool = "select";
  const mouse = new Mouse(roll);
  mouse.press(mouse.at(0, 80));
  mouse.move(mouse.at(3000, 70));
  const there = roll.state.selection.size;
  mouse.move([roll.state.view.width - 2, mouse.at(0, 70)[1]]);
  frames.turn(300);
  assert.equal(roll.state.selection.size, 60);
  assert.ok(there < 10);
  assert.ok(roll.looked > 100);
  const { scrollTick } = roll.state.view;
  mouse.lift([roll.state.view.width - 2, mouse.at(0, 70)[1]]);
  frames.turn(10);
  assert.equal(roll.state.view.scrollTick, scrollTick); // lifted: it stands
});

test("a note drawn to the edge grows while nothing moves", () => {
  const roll = new Roll();
  const mouse = new Mouse(roll);
  mouse.press(mouse.at(0));
  mouse.move([roll.state.view.width - 2, mouse.at(0)[1]]);
  const before = roll.notes[0]?.length ?? 0;
  frames.turn(120);
  assert.ok((roll.notes[0]?.length ?? 0) > 1.5 * before);
});

test("a click near the edge does not move the view", () => {
  const roll = new Roll();
  const mouse = new Mouse(roll);
  mouse.press([roll.state.view.width - 4, mouse.at(0)[1]]);
  frames.turn(60);
  assert.equal(roll.looked, 0);
});

test("an end of the loop is dragged by its handle, the other one stays", () => {
  for (const [end, to, expected] of [
    ["start", 2000, { start: 1920, end: 7680 }],
    ["end", 5700, { start: 3840, end: 5760 }],
    ["end", 0, { start: 3840, end: 4800 }], // not over the other one
  ] as const) {
    const roll = new Roll();
    roll.state.loop = { start: 3840, end: 7680 };
    const mouse = new Mouse(roll);
    const ruler = (tick: number) => [mouse.at(tick)[0], 14] as const;
    mouse.sweep(ruler(roll.state.loop[end]), ruler(to));
    assert.deepEqual(roll.state.loop, expected);
    assert.equal(roll.said.length, 1);
    assert.equal(roll.sought, null);
  }
});

test("a loop that is dragged and taken back is the one before", () => {
  const roll = new Roll();
  roll.state.loop = { start: 3840, end: 7680 };
  const mouse = new Mouse(roll);
  mouse.press([mouse.at(960)[0], 14]);
  mouse.move([mouse.at(3000)[0], 14]);
  assert.notDeepEqual(roll.state.loop, { start: 3840, end: 7680 });
  mouse.pointers.cancel();
  assert.deepEqual(roll.state.loop, { start: 3840, end: 7680 });
});

test("in a scale that is kept to, notes are drawn and moved on its rows", () => {
  const roll = new Roll();
  roll.state.lock = { root: 0, kind: "major pentatonic" };
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(10, 71), mouse.at(10, 71)); // B is none of it: C is nearest
  assert.deepEqual(pitchesOf(roll), [72]);
  mouse.sweep(mouse.at(300, 72), mouse.at(300, 77)); // F is none of it: E is below
  assert.deepEqual(pitchesOf(roll), [76]);
});

test("drums are in no key", () => {
  const roll = new Roll();
  const [track] = roll.state.song.tracks;
  roll.state.song = { ...roll.state.song, tracks: [{ ...track!, drums: true }] };
  roll.state.lock = { root: 0, kind: "major pentatonic" };
  const mouse = new Mouse(roll);
  mouse.sweep(mouse.at(10, 73), mouse.at(10, 73));
  assert.deepEqual(pitchesOf(roll), [73]);
});

test("a double click deletes a note that was there, and only that", () => {
  const roll = new Roll(note(960), note(1920));
  const mouse = new Mouse(roll);
  mouse.press(mouse.at(1080));
  mouse.lift(mouse.at(1080));
  mouse.send("dblclick", mouse.at(1080));
  assert.deepEqual(onsetsOf(roll), [1920]);
});
