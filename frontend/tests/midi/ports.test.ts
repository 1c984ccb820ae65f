import assert from "node:assert/strict";
import { test } from "node:test";
import type { Played } from "../../src/midi/parse.ts";
import { MidiPorts } from "../../src/midi/ports.ts";

interface Input {
  id: string;
  name: string;
  state: string;
  onmidimessage: ((event: unknown) => void) | null;
}

/** Ports with devices made of script, asked for and listening to the first. */
async function connected(...ids: string[]) {
  const inputs = new Map<string, Input>(
    ids.map((id) => [id, { id, name: id, state: "connected", onmidimessage: null }]),
  );
  const access: { inputs: typeof inputs; onstatechange: (() => void) | null } = {
    inputs,
    onstatechange: null,
  };
  Object.assign(navigator, { requestMIDIAccess: async () => access });
  const played: Played[] = [];
  const ports = new MidiPorts({ changed: () => {}, played: (event) => played.push(event) });
  await ports.ask();
  const send = (id: string, ...bytes: number[]) =>
    inputs.get(id)?.onmidimessage?.({ data: Uint8Array.from(bytes), timeStamp: 1 });
  const become = (id: string, state: string): void => {
    Object.assign(inputs.get(id) ?? {}, { state });
    access.onstatechange?.();
  };
  return { ports, played, send, become };
}

const off = (pitch: number, channel = 0): Played => ({ type: "off", channel, pitch });

test("unplugging a device releases the keys it held", async () => {
  const { played, send, become } = await connected("Keys");
  send("Keys", 0x90, 60, 100);
  send("Keys", 0x91, 64, 100);
  send("Keys", 0x90, 67, 100);
  send("Keys", 0x80, 67, 0);
  become("Keys", "disconnected");
  assert.deepEqual(played.slice(4), [off(60), off(64, 1)]);
});

test("choosing another device releases the keys of the one before", async () => {
  const { ports, played, send } = await connected("Keys", "Pad");
  send("Keys", 0x90, 60, 100);
  ports.choose("Pad");
  assert.deepEqual(played.at(-1), off(60));
  send("Keys", 0x90, 62, 100);
  assert.equal(played.length, 2);
});

test("a device that comes or goes beside the chosen one changes nothing", async () => {
  const { played, send, become } = await connected("Keys", "Pad");
  send("Keys", 0x90, 60, 100);
  become("Pad", "disconnected");
  become("Pad", "connected");
  assert.deepEqual(
    played.map(({ type }) => type),
    ["on"],
  );
});

const pitches = (played: readonly Played[]): [string, number][] =>
  played.map(({ type, pitch }) => [type, pitch]);

test("the pedal holds notes until it comes up, and no longer than the key", async () => {
  const { played, send } = await connected("Keys");
  send("Keys", 0xb0, 64, 127);
  send("Keys", 0x90, 60, 100);
  send("Keys", 0x80, 60, 0);
  send("Keys", 0x90, 64, 100);
  assert.deepEqual(pitches(played), [
    ["on", 60],
    ["on", 64],
  ]);
  send("Keys", 0xb0, 64, 0);
  assert.deepEqual(pitches(played).slice(2), [["off", 60]]);
  send("Keys", 0x80, 64, 0);
  assert.deepEqual(pitches(played).slice(3), [["off", 64]]);
});

test("a note struck again under the pedal ends before it begins anew", async () => {
  const { played, send } = await connected("Keys");
  send("Keys", 0xb0, 64, 127);
  for (const status of [0x90, 0x80, 0x90]) send("Keys", status, 60, 100);
  assert.deepEqual(pitches(played), [
    ["on", 60],
    ["off", 60],
    ["on", 60],
  ]);
});

test("unplugging a device lets go of what its pedal held, and of the pedal", async () => {
  const { played, send, become } = await connected("Keys");
  send("Keys", 0xb0, 64, 127);
  send("Keys", 0x90, 60, 100);
  send("Keys", 0x80, 60, 0);
  become("Keys", "disconnected");
  assert.deepEqual(played.at(-1), off(60));
  become("Keys", "connected");
  send("Keys", 0x90, 62, 100);
  send("Keys", 0x80, 62, 0);
  assert.deepEqual(played.at(-1), off(62));
});

test("one channel is heard where one was chosen", async () => {
  const { ports, played, send } = await connected("Keys");
  ports.listen({ channel: 2, curve: "linear" });
  send("Keys", 0x90, 60, 100);
  send("Keys", 0x92, 64, 100);
  assert.deepEqual(pitches(played), [["on", 64]]);
});

test("a soft curve makes a gentle stroke louder, a hard one softer; full stays full", async () => {
  const { ports, played, send } = await connected("Keys");
  for (const curve of ["soft", "linear", "hard"] as const) {
    ports.listen({ channel: null, curve });
    for (const velocity of [40, 127]) {
      send("Keys", 0x90, 60, velocity);
      send("Keys", 0x80, 60, 0);
    }
  }
  const loud = played.flatMap((event) => (event.type === "on" ? [event.velocity] : []));
  const [soft = 0, , plain = 0, , hard = 0] = loud;
  assert.ok(soft > plain && plain === 40 && hard < plain && hard >= 1);
  assert.deepEqual([loud[1], loud[3], loud[5]], [127, 127, 127]);
});

test("changing how one listens lets go of what sounds", async () => {
  const { ports, played, send } = await connected("Keys");
  send("Keys", 0x90, 60, 100);
  ports.listen({ channel: 3, curve: "linear" });
  assert.deepEqual(played.at(-1), off(60));
});
