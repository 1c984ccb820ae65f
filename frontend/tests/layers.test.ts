import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

// Rooms and what each may import besides itself. Only pages know everything.
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  music: [],
  screen: [],
  midi: ["music"],
  playback: ["music"],
  pianoroll: ["music", "screen"],
  keyboard: ["music", "playback", "screen"],
  player: ["music", "playback", "screen"],
  recording: ["music", "player", "screen"],
  frame: [],
  studio: ["music", "playback", "midi", "pianoroll", "keyboard", "screen", "api.ts"],
};
const source = join(import.meta.dirname, "../src");

test("rooms import only what lies below them", () => {
  for (const [room, allowed] of Object.entries(ALLOWED)) {
    for (const file of globSync(`${room}/**/*.ts`, { cwd: source })) {
      const text = readFileSync(join(source, file), "utf8");
      for (const [, path = ""] of text.matchAll(/from "(\.[^"]+)"/g)) {
        const target = join(file, "..", path).split("/")[0] ?? "";
        assert.ok(
          target === room || allowed.includes(target),
          `${file} may not import from ${target}`,
        );
      }
    }
  }
});
