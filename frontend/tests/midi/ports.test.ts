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
