/** The SoundFont synthesizer (spessasynth_lib, an audio worklet) behind our output interface. */
import type { WorkletSynthesizer } from "spessasynth_lib";
import { CLICK_CHANNEL, type Message, type Output, PAN, VOLUME } from "./output.ts";

export class SoundFontOutput implements Output {
  private readonly synth: WorkletSynthesizer;
  private readonly click: Output;
  // Our channel -> the synthesizer's, given out as they are used.
  private readonly physical = new Map<number, number>();
  private readonly drums = new Map<number, boolean>();

  private constructor(synth: WorkletSynthesizer, click: Output) {
    this.synth = synth;
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
    const synth = new WorkletSynthesizer(context);
    synth.connect(destination); // an unconnected one renders silence without a word
    // Detaches the buffer, which nobody else holds.
    await synth.soundBankManager.addSoundBank(font, "main");
    await synth.isReady;
    while (synth.channelCount <= CLICK_CHANNEL) synth.addNewChannel();
    synth.reset(); // a new channel has all its controllers at nought, its loudness too
    return new SoundFontOutput(synth, click);
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
