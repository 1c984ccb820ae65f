import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENTS, isEvent, read, VERSION, write } from "../../src/widget/wire.ts";

test("what is written is read again, and says its version", () => {
  assert.deepEqual(read(write("seekTo", 5000)), { method: "seekTo", value: 5000 });
  assert.equal((JSON.parse(write("play")) as { version: number }).version, VERSION);
});

test("whatever else pages say is not read", () => {
  const junk = [null, 7, {}, { method: "play" }, "", "play", "{", '{"method":7}', "[1]", "null"];
  const long = JSON.stringify({ method: "play", value: "x".repeat(5000) });
  for (const said of [...junk, long]) assert.equal(read(said), null);
});

test("events have the names of SoundCloud's widget", () => {
  assert.deepEqual(
    [EVENTS.READY, EVENTS.PLAY_PROGRESS, EVENTS.FINISH, EVENTS.ERROR],
    ["ready", "playProgress", "finish", "error"],
  );
  assert.ok(isEvent("seek") && !isEvent("toString") && !isEvent(undefined));
});
