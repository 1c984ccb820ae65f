import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { defaults } from "../../src/pianoroll/state.ts";
import { selectNotes } from "../../src/studio/changes.ts";
import { allCommands, type Workshop } from "../../src/studio/commandlist.ts";
import {
  type Command,
  commandFor,
  keyName,
  shownKey,
  shownKeys,
} from "../../src/studio/commands.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

const repository = join(import.meta.dirname, "../../..");
const text = (path: string): string => readFileSync(join(repository, path), "utf8");
const plain = { lettersPlay: false, singleKeys: true };
const playing = { lettersPlay: true, singleKeys: true };

function workshop(): Workshop & { done: string[] } {
  const done: string[] = [];
  const act = (name: string) => (): void => void done.push(name);
  const later = (name: string) => (): Promise<void> => Promise.resolve(act(name)());
  const roll = { state: defaults(), update: act("update"), zoom: act("zoom") };
  return {
    done,
    studio: quietStudio().studio,
    roll: { ...roll, zoomPitches: act("zoom pitches"), fit: act("fit") },
    recording: { running: false, toggle: later("record"), again: later("again") },
    beat: { tap: act("tap") },
    generating: { busy: false, run: later("generate"), regenerate: later("regenerate") },
    why: { chosen: null, ask: later("why") },
    save: later("save"),
    exportMidi: later("export"),
    exportScore: later("export-score"),
    exportWav: later("export-wav"),
    copyLink: later("copy-link"),
    chooseFile: act("choose file"),
    hum: act("hum"),
    chooseChord: act("choose chord"),
    writeChord: act("write chord"),
    chooseGrid: act("choose grid"),
    chooseTidy: act("choose tidy"),
    leaveNotes: act("leave"),
    learn: act("learn"),
    startEmpty: act("new"),
    showVersions: act("versions"),
    chooseMelody: act("choose melody"),
    playOne: act("play one"),
    toggleTable: act("table"),
    showShortcuts: act("shortcuts"),
  };
}

const commands = allCommands(workshop());
const meant = (key: string, manner = plain): string | undefined =>
  commandFor(commands, key, manner)?.id;
const press = (values: object): string =>
  keyName({
    ...{ code: "", key: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
    ...values,
  });

test("keys are named as people read them", () => {
  assert.equal(press({ code: "KeyZ", key: "Z", ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Z");
  assert.equal(press({ code: "KeyS", key: "s", metaKey: true }), "Ctrl+S");
  assert.equal(press({ code: "Space", key: " " }), "Space");
  assert.equal(press({ code: "Slash", key: "?", shiftKey: true }), "?"); // Shift is part of it
});

test("letters are named by their place on the keyboard", () => {
  assert.equal(press({ code: "KeyQ", key: "й" }), "Q");
});

test("a key means its command", () => {
  assert.equal(meant("Space"), "play");
  assert.equal(meant("Ctrl+Y"), "redo");
  assert.equal(meant("Home"), "start");
  assert.equal(meant("F9"), undefined);
});

test("while letters play they are shortcuts with Shift", () => {
  assert.equal(meant("K", playing), undefined);
  assert.equal(meant("Shift+K", playing), "metronome");
  assert.equal(shownKey("K", playing), "Shift+K");
  assert.equal(shownKey("Ctrl+S", playing), "Ctrl+S");
});

test("while letters play no bare letter does anything else", () => {
  for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert.equal(meant(letter, playing), undefined);
});

test("every command with a key has one while letters play, and the card tells it", () => {
  for (const command of commands.filter(({ keys }) => keys.length > 0)) {
    const shown = shownKeys(commands, command, playing);
    assert.ok(shown.length > 0, command.id);
    for (const key of shown) assert.equal(meant(key, playing), command.id);
  }
  const record = commands.find(({ id }) => id === "record") as Command;
  assert.deepEqual(shownKeys(commands, record, playing), ["Alt+R"]);
  assert.deepEqual(shownKeys(commands, record, plain), ["R", "Alt+R"]);
});

test("Shift with a letter that has a command of its own means that one", () => {
  assert.equal(meant("Shift+R"), "again");
});

test("who speaks to the computer has no single keys", () => {
  const spoken = { lettersPlay: false, singleKeys: false };
  for (const key of ["R", "0", ".", "?"]) assert.equal(meant(key, spoken), undefined);
  assert.equal(meant("Ctrl+Z", spoken), "undo");
  assert.equal(meant("Space", spoken), "play");
});

test("no key means two commands, no name is given twice", () => {
  for (const all of [commands.flatMap(({ keys }) => keys), commands.map(({ id }) => id)]) {
    assert.deepEqual(
      all.filter((each, index) => all.indexOf(each) !== index),
      [],
    );
  }
});

test("commands are possible when they would do something", () => {
  const shop = workshop();
  const { studio } = shop;
  const possible = (): string[] =>
    allCommands(shop)
      .filter((command) => command.enabled?.())
      .map(({ id }) => id);
  assert.deepEqual(possible(), ["generate"]);
  studio.open(songWith(note(0)), "", { origin: { kind: "edited" } }, "Open");
  assert.deepEqual(possible(), ["learn", "undo", "generate"]);
  studio.change((state) => ({
    ...state,
    selection: state.piece.history.now.value.tracks[0]!.notes,
  }));
  const edits = ["undo", "cut", "copy", "duplicate", "delete"];
  assert.deepEqual(possible(), ["learn", ...edits, "generate", "regenerate"]);
});

test("mute and solo by key say what has become of the track", () => {
  const { studio, heard } = quietStudio();
  const run = (id: string): void => find(allCommands({ ...workshop(), studio }), id).run();
  for (const id of ["mute", "mute", "solo"]) run(id);
  assert.deepEqual(heard.said, ["Melody: muted", "Melody: not muted", "Melody: solo"]);
});

test("Escape clears the selection first, and leaves the notes last", () => {
  const shop = workshop();
  const { studio } = shop;
  studio.open(songWith(note(0)), "", { origin: { kind: "edited" } }, "Open");
  studio.change(selectNotes, studio.song.tracks[0]!.notes);
  const escape = find(allCommands(shop), "deselect");
  escape.run();
  assert.deepEqual([studio.state.selection, shop.done], [[], []]);
  studio.player.play();
  escape.run();
  assert.deepEqual([studio.player.playing, shop.done], [false, []]);
  escape.run();
  assert.deepEqual(shop.done, ["leave"]);
});

test("the commands of notes do what they say, and undo takes it back", () => {
  const shop = workshop();
  const { studio } = shop;
  const run = (id: string): void => find(allCommands(shop), id).run();
  const onsets = (): number[] => studio.song.tracks[0]?.notes.map(({ onset }) => onset) ?? [];
  studio.open(songWith(note(0), note(1000)), "", { origin: { kind: "edited" } }, "Open");
  run("select-all");
  run("quantise");
  assert.deepEqual(onsets(), [0, 960]);
  run("cut");
  assert.deepEqual(onsets(), []);
  run("paste");
  assert.deepEqual(onsets(), [0, 960]);
  for (const before of [[], [0, 960], [0, 1000]]) {
    run("undo");
    assert.deepEqual(onsets(), before);
  }
});

test("every button of the page has its command", () => {
  const parts = globSync("templates/compositions/studio/*.html", { cwd: repository });
  const buttons = [...parts.map(text).join("").matchAll(/data-command="([^"]+)"/g)];
  assert.ok(buttons.length > 30);
  for (const [, id = ""] of buttons) assert.ok(find(commands, id));
});

test("the guide's table of shortcuts is the list of commands", () => {
  const table = text("docs/guide.md").split("## Shortcuts")[1] ?? "";
  const rows = [...table.matchAll(/^\| ((?:`[^`]+` ?)+) ?\| (.+) \|$/gm)];
  const told = rows.flatMap(([, keys = "", words = ""]) =>
    [...keys.matchAll(/`([^`]+)`/g)].map(([, key = ""]) => [key, words]),
  );
  const listed = commands.filter(({ id }) => !/^take-/.test(id));
  const known = listed.flatMap(({ keys, label }) => keys.map((key) => [key, label]));
  const heard = [
    ["0", "Hear your song"],
    ["1", "Hear take 1, and so on to 9"],
  ];
  assert.deepEqual(told.toSorted(), [...known, ...heard].toSorted());
});

function find(all: readonly Command[], id: string): Command {
  const found = all.find((command) => command.id === id);
  if (!found) throw new Error(`There is no command ${id}`);
  return found;
}
