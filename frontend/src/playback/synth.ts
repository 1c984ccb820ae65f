/** The SoundFont synthesizer (spessasynth_lib, an audio worklet) behind our output interface. */
import type { WorkletSynthesizer } from "spessasynth_lib";
import { CLICK_CHANNEL, LIVE_CHANNEL, type Message, type Output, PAN, VOLUME } from "./output.ts";
import type { Flush } from "./processor.ts";

export class SoundFontOutput implements Output {
  private readonly synth: WorkletSynthesizer;
  private readonly worklet: AudioWorkletNode;
  private readonly click: Output;
  // Our channel -> the synthesizer's, given out as they are used.
  private readonly physical = new Map<number, number>();
  private readonly drums = new Map<number, boolean>();

  private constructor(synth: WorkletSynthesizer, worklet: AudioWorkletNode, click: Output) {
    this.synth = synth;
    this.worklet = worklet;
    this.click = click;
  }

  /** Loads worklet and font. `click` takes the metronome. Raises when a file cannot be had. */
  static async load(
    context: AudioContext,
    destination: AudioNode,
    urls: { worklet: string; font: string },
    click: Output,
  ) {
    const [{ WorkletSynthesizer }, font] = await Promise.all([
      import("spessasynth_lib"),
      fetchBytes(urls.font),
      context.audioWorklet.addModule(urls.worklet),
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
    // Detaches the buffer, which nobody else holds.
    await synth.soundBankManager.addSoundBank(font, "main");
    await synth.isReady;
    while (synth.channelCount <= CLICK_CHANNEL) synth.addNewChannel();
    synth.reset(); // a new channel has all its controllers at nought, its loudness too
    return new SoundFontOutput(synth, node.made as AudioWorkletNode, click);
  }

  now(): number {
    return this.synth.currentTime;
  }

  send(message: Message, at: number): void {
    if (message.type === "click") return this.click.send(message, at);
    const channel = this.channel(message.channel);
    const options = { time: at };
    if (message.type === "on") this.synth.noteOn(channel, message.pitch, message.velocity, options);
    else if (message.type === "off") this.synth.noteOff(channel, message.pitch, options);
    else if (message.type === "volume")
      this.synth.controllerChange(channel, VOLUME, message.value, options);
    else if (message.type === "pan")
      this.synth.controllerChange(channel, PAN, message.value, options);
    else this.program(channel, message.program, message.drums);
  }

  silence(): void {
    this.synth.stopAll();
  }

  flush(after: number): void {
    const spared = this.physical.get(LIVE_CHANNEL) ?? -1;
    this.worklet.port.postMessage({ type: "flush", after, spared } satisfies Flush);
  }

  private program(channel: number, program: number, drums: boolean): void {
    if (this.drums.get(channel) !== drums) {
      this.synth.midiChannels[channel]?.setDrums(drums);
      this.drums.set(channel, drums);
    }
    this.synth.programChange(channel, drums ? 0 : program);
  }

  private channel(number: number): number {
    const known = this.physical.get(number);
    if (known !== undefined) return known;
    const next = this.physical.size;
    this.physical.set(number, next);
    this.program(next, 0, false); // the tenth would be drums of itself
    return next;
  }
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the SoundFont did not come: ${response.status}`);
  return response.arrayBuffer();
}
