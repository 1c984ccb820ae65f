/** The SoundFont synthesizer (spessasynth_lib, an audio worklet) behind our output interface. */
import type { WorkletSynthesizer } from "spessasynth_lib";
import type { Played } from "../instruments/names.ts";
import { CLICK_CHANNEL, LIVE_CHANNEL, type Message, type Output, PAN, VOLUME } from "./output.ts";
import type { Flush } from "./processor.ts";
import { GAIN, placing, SETUP } from "./room.ts";

/** An instrument by its name, as a font of its own. Its buffer is taken. */
export interface Instrument {
  readonly name: string;
  readonly font: ArrayBuffer;
}

export class SoundFontOutput implements Output {
  private readonly synth: WorkletSynthesizer;
  private readonly worklet: AudioWorkletNode;
  // Our channel -> the synthesizer's, given out as they are used.
  private readonly physical = new Map<number, number>();
  private readonly drums = new Map<number, boolean>();
  private adding: Promise<void> = Promise.resolve();
  private begun = false;

  private constructor(synth: WorkletSynthesizer, worklet: AudioWorkletNode) {
    this.synth = synth;
    this.worklet = worklet;
  }

  /** Silent until the first instrument has been added. Raises when the worklet cannot be had. */
  static async load(
    context: AudioContext,
    destination: AudioNode,
    worklet: string,
  ): Promise<SoundFontOutput> {
    const [{ WorkletSynthesizer }] = await Promise.all([
      import("spessasynth_lib"),
      context.audioWorklet.addModule(worklet),
    ]);
    const node: { made?: AudioWorkletNode } = {};
    const synth = new WorkletSynthesizer(context, {
      eventsEnabled: true,
      oneOutput: false,
      audioNodeCreators: {
        worklet: (...values) => (node.made = new AudioWorkletNode(...values)),
      },
    });
    synth.connect(destination); // an unconnected one renders silence without a word
    return new SoundFontOutput(synth, node.made as AudioWorkletNode);
  }

  /** One more instrument, while others sound. One after the other: answers have no names. */
  async add(instrument: Instrument): Promise<void> {
    this.adding = this.adding.then(() => this.install(instrument));
    await this.adding;
  }

  private async install({ name, font }: Instrument): Promise<void> {
    await this.synth.soundBankManager.addSoundBank(font, name);
    if (this.begun) return;
    this.begun = true;
    await this.synth.isReady;
    while (this.synth.channelCount <= CLICK_CHANNEL) this.synth.addNewChannel();
    for (const message of SETUP) this.synth.systemExclusive(message);
    this.synth.setSystemParameter("gain", GAIN);
  }

  now(): number {
    return this.synth.currentTime;
  }

  send(message: Message, at: number): void {
    if (message.type === "click") return;
    const channel = this.channel(message.channel);
    const options = { time: at };
    if (message.type === "on") this.synth.noteOn(channel, message.pitch, message.velocity, options);
    else if (message.type === "off") this.synth.noteOff(channel, message.pitch, options);
    else if (message.type === "volume")
      this.synth.controllerChange(channel, VOLUME, message.value, options);
    else if (message.type === "pan")
      this.synth.controllerChange(channel, PAN, message.value, options);
    else this.program(channel, message);
  }

  silence(): void {
    this.synth.stopAll();
  }

  flush(after: number): void {
    const spared = this.physical.get(LIVE_CHANNEL) ?? -1;
    this.worklet.port.postMessage({ type: "flush", after, spared } satisfies Flush);
  }

  private program(channel: number, { program, drums }: Played): void {
    if (this.drums.get(channel) !== drums) {
      this.synth.midiChannels[channel]?.setDrums(drums);
      this.drums.set(channel, drums);
    }
    this.synth.programChange(channel, drums ? 0 : program);
    for (const [controller, value] of placing({ program, drums }))
      this.synth.controllerChange(channel, controller, value);
  }

  private channel(number: number): number {
    const known = this.physical.get(number);
    if (known !== undefined) return known;
    const next = this.physical.size;
    this.physical.set(number, next);
    this.program(next, { program: 0, drums: false }); // the tenth would be drums of itself
    return next;
  }
}
