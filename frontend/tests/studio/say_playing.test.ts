import assert from "node:assert/strict";
import { test } from "node:test";
import { allCommands, type Workshop } from "../../src/studio/commandlist.ts";
import { togglePlay } from "../../src/studio/transport.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

function withSong() {
  const { studio, heard } = quietStudio();
  studio.open(songWith(note(0), note(9600)), "", { origin: { kind: "edited" } }, "Open");
  return { studio, heard };
}

function run(studio: ReturnType<typeof withSong>["studio"], id: string): void {
  const commands = allCommands({ studio } as unknown as Workshop);
  commands.find((command) => command.id === id)?.run();
}

test("Play on an empty song says why nothing sounds", async () => {
  const { studio, heard } = quietStudio();
  await togglePlay(studio);
  assert.equal(studio.player.playing, false);
  assert.match(heard.standing?.text ?? "", /nothing to play yet/);
});

test("Play and Pause tell where", async () => {
  const { studio, heard } = withSong();
  studio.seek(3840);
  await togglePlay(studio);
  assert.equal(heard.said.at(-1), "Playing from bar 2");
  await togglePlay(studio);
  assert.equal(heard.said.at(-1), "Stopped at bar 2 beat 1");
});

test("M and S tell what they did", () => {
  const { studio, heard } = withSong();
  for (const id of ["mute", "mute", "solo", "solo"]) run(studio, id);
  assert.deepEqual(heard.said, [
    "Melody: muted",
    "Melody: not muted",
    "Melody: solo",
    "Melody: not solo",
  ]);
});
