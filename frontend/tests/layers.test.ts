import assert from "node:assert/strict";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

// Rooms and what each may import besides itself. Only pages know everything.
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "api.ts": ["music"],
  music: [],
  screen: [],
  offline: [],
  midi: ["music"],
  midifile: ["music"],
  instruments: [],
  playback: ["music", "instruments"],
  harmony: ["music"],
  genres: ["music", "harmony"],
  pianoroll: ["music", "harmony", "screen"],
  overview: ["music", "screen"],
  humming: ["music", "playback", "screen"],
  keyboard: ["music", "playback", "screen"],
  rendering: ["music", "instruments", "playback"],
  player: ["music", "playback", "plays", "screen"],
  shareplayer: ["music", "playback", "player", "plays", "screen"],
  comments: ["music", "player", "shareplayer", "site"],
  widget: ["player", "shareplayer"],
  steering: ["widget"],
  dock: ["music", "playback", "player", "plays", "shareplayer", "screen"],
  charts: ["screen"],
  training: ["charts", "music", "player", "screen", "site", "api.ts"],
  site: [],
  desk: ["site"],
  judging: ["api.ts"],
  playlist: [],
  plays: [],
  voting: ["music", "player", "site", "api.ts"],
  wizard: ["api.ts"],
  learning: ["music", "midifile", "playback", "site", "songlink", "studio", "api.ts"],
  songlink: ["music", "midifile"],
  waterfall: ["music", "screen"],
  studio: [
    ...["music", "instruments", "playback", "midi", "midifile", "songlink", "rendering"],
    "overview",
    ...["pianoroll", "harmony", "keyboard", "humming", "waterfall", "screen", "genres", "api.ts"],
  ],
};
const source = join(import.meta.dirname, "../src");

test("rooms import only what lies below them", () => {
  for (const [room, allowed] of Object.entries(ALLOWED)) {
    const files = room.endsWith(".ts") ? [room] : globSync(`${room}/**/*.ts`, { cwd: source });
    assert.ok(files.length > 0, `there is no ${room}`);
    for (const file of files) {
      const text = readFileSync(join(source, file), "utf8");
      for (const [, path = ""] of text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)"/g)) {
        const target = join(file, "..", path).split("/")[0] ?? "";
        const known = target === room || allowed.includes(target);
        assert.ok(known, `${file} may not import from ${target}`);
      }
    }
  }
});

test("every room has its rule", () => {
  assert.deepEqual(readdirSync(source).toSorted(), [...Object.keys(ALLOWED), "pages"].toSorted());
});
