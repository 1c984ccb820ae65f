import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { BasicSoundBank, SoundBankLoader } from "spessasynth_core";
import { changedProcessor } from "../../src/playback/processor.ts";

const NAME = "spessasynth_lib/dist/spessasynth_processor.min.js";
const source = readFileSync(join(import.meta.dirname, "../../node_modules", NAME), "utf8");

interface Port {
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(message: unknown): void;
}

/** What the file registers. Its own names are not made shorter. */
type Made = new (options: object) => {
  core: { synthesizer: { synthCore: Synthesizer } };
};

interface Synthesizer {
  readonly eventQueue: unknown[];
  readonly midiChannels: Channel[];
}

interface Channel {
  readonly preset?: { readonly name: string };
  readonly midiControllers: ArrayLike<number>;
}

/** The processor as the page runs it, with its port and its queue. */
async function started() {
  const port: Port = { onmessage: null, postMessage() {} };
  let made: Made | null = null;
  const scope = {
    ...{ sampleRate: 44_100, currentTime: 0, console, atob, setTimeout, performance },
    AudioWorkletProcessor: class {
      port = port;
    },
    registerProcessor: (_name: string, processor: Made) => (made = processor),
  };
  runInContext(changedProcessor(source), createContext(scope));
  const Processor = made as unknown as Made;
  const { core } = new Processor({ processorOptions: { oneOutput: false, eventsEnabled: false } });
  for (let turn = 0; turn < 200 && !port.onmessage; turn += 1) await Promise.resolve();
  const tell = (data: unknown): void => port.onmessage?.({ data });
  const { synthCore } = core.synthesizer;
  return { tell, synthCore, queue: (): unknown[] => synthCore.eventQueue };
}

const message = (bytes: number[], time: number, channelOffset = 0): object => ({
  type: "midiMessage",
  channelNumber: -1,
  data: { messageData: Uint8Array.from(bytes), channelOffset, options: { time } },
});

test("the worklet forgets notes that it is told to forget, and no others", async () => {
  const { tell, queue } = await started();
  tell(message([0x90, 60, 100], 1));
  tell(message([0x80, 60], 2));
  tell(message([0x93, 64, 100], 3));
  tell(message([0x80, 70], 3, 16)); // what fingers let go of
  tell(message([0xb0, 7, 100], 3));
  assert.equal(queue().length, 5);
  tell({ type: "flush", after: 1.5, spared: 16 });
  assert.deepEqual(
    Array.from(queue(), (event) => Array.from((event as { message: Uint8Array }).message)),
    [
      [0x90, 60, 100],
      [0x80, 70],
      [0xb0, 7, 100],
    ],
  );
});

test("another processor than the one we know is refused by the build", () => {
  assert.throws(() => changedProcessor("registerProcessor()"), /has changed/);
});

/** One tone under a number and a name. */
function fontOf(program: number, name: string): ArrayBuffer {
  const bank = SoundBankLoader.fromArrayBuffer(BasicSoundBank.getSampleSoundBankFile());
  for (const preset of bank.presets) Object.assign(preset, { program, name });
  return bank.writeSF2();
}

test("an instrument that comes takes none away from channels that play", async () => {
  const { tell, synthCore } = await started();
  const add = (program: number, name: string): void => {
    const data = { soundBankBuffer: fontOf(program, name), bankOffset: 0, id: name };
    const body = { type: "addSoundBank", data };
    tell({ type: "soundBankManager", channelNumber: -1, data: body });
  };
  const now = (bytes: number[]): void => tell(message(bytes, 0));
  const [first, second] = synthCore.midiChannels as [Channel, Channel];
  add(40, "violin");
  now([0xc0, 40]);
  now([0xb0, 7, 33]);
  add(60, "horn");
  assert.equal(first.preset?.name, "violin");
  assert.equal((first.midiControllers[7] as number) >> 7, 33);
  now([0xc1, 60]);
  assert.equal(second.preset?.name, "horn");
});
