/**
 * The one way to the loudspeaker on a page: oscillators at once, each instrument of the SoundFont
 * as soon as it has come.
 */
import { instrumentOf } from "../instruments/names.ts";
import { bundleUrl } from "./bundle.ts";
import { Orchestra } from "./orchestra.ts";
import { OscillatorOutput } from "./oscillators.ts";
import type { Message, Output } from "./output.ts";
import { LIMITER } from "./room.ts";
import { SoundFontOutput } from "./synth.ts";
import { running } from "./waking.ts";

export type SoundState = "asleep" | "simple" | "loading" | "soundfont" | "failed";

type Setting = Exclude<Message, { type: "on" | "off" | "click" }>;

const PIANO = "0"; // what sounds where nothing was said

class Sound extends EventTarget implements Output {
  private context: AudioContext | undefined;
  private analyser: AnalyserNode | undefined;
  private volume: GainNode | undefined;
  private loudness: GainNode | undefined;
  private simple: OscillatorOutput | undefined;
  private readonly orchestra = new Orchestra<SoundFontOutput>(
    { came: (name) => this.take(name), changed: () => this.review() },
    () => this.stage(),
  );
  // Programs, volumes: told again to the SoundFont.
  private readonly settings = new Map<string, Setting>();
  private readonly playing = new Map<number, string>(); // channel -> its instrument
  state: SoundState = "asleep";

  /** Call inside a click or key press. Resolves when the clock runs. */
  async wake(): Promise<void> {
    const { context } = this.parts();
    void this.orchestra.begin();
    if (context.state !== "running") await running(context);
    // Whoever woke it says what is to be played at once; else somebody is about to press a key.
    setTimeout(() => this.orchestra.empty && this.orchestra.want(PIANO), 0);
  }

  /** Makes an instrument ready while nobody plays yet. Rejects where it does not come. */
  prepare(instrument: string): Promise<void> {
    return this.orchestra.prepare(instrument);
  }

  get latency(): number {
    // Read when a take is placed, not once: it changes with the device. Some browsers have none.
    const { outputLatency, baseLatency } = this.context ?? { outputLatency: 0, baseLatency: 0 };
    return (Number.isFinite(outputLatency) && outputLatency) || baseLatency || 0;
  }

  now(): number {
    return this.context?.currentTime ?? 0;
  }

  /** Seconds on the audio clock for a `performance.now()` time stamp. */
  timeOf(stamp: number): number {
    const reading = this.context?.getOutputTimestamp?.();
    if (!reading?.performanceTime || reading.contextTime === undefined) {
      return this.now() - (performance.now() - stamp) / 1000 - this.latency;
    }
    return reading.contextTime + (stamp - reading.performanceTime) / 1000;
  }

  /** The inverse of `timeOf`. */
  stampOf(at: number): number {
    const reading = this.context?.getOutputTimestamp?.();
    if (!reading?.performanceTime || reading.contextTime === undefined)
      return performance.now() + (at - this.now() + this.latency) * 1000;
    return reading.performanceTime + (at - reading.contextTime) * 1000;
  }

  send(message: Message, at: number): void {
    this.parts();
    if (message.type === "click") return this.simple?.send(message, at);
    if (message.type !== "on" && message.type !== "off") return this.set(message, at);
    const { output } = this.orchestra;
    const name = this.playing.get(message.channel) ?? PIANO;
    if (message.type === "on") this.orchestra.want(name); // again, where it did not come before
    const full = output && this.orchestra.has(name);
    // An instrument may come, or go, while a note sounds: its ending is heard by both.
    if (message.type === "off" || !full) this.simple?.send(message, at);
    if (output && (message.type === "off" || full)) output.send(message, at);
  }

  private set(message: Setting, at: number): void {
    const name = message.type === "program" ? instrumentOf(message) : null;
    if (name) this.orchestra.want(name);
    const key = `${message.type} ${message.channel}`;
    const before = this.settings.get(key);
    if (before && JSON.stringify(before) === JSON.stringify(message)) return;
    this.settings.set(key, message);
    if (name) this.playing.set(message.channel, name);
    this.simple?.send(message, at);
    if (!name || this.orchestra.has(name)) this.orchestra.output?.send(message, at);
  }

  /** How loud all that comes from now on is; 1 as it was made. Before the limiter. */
  set gain(gain: number) {
    const { context } = this.parts();
    this.loudness?.gain.setValueAtTime(gain, context.currentTime);
  }

  silence(): void {
    this.orchestra.output?.silence();
    this.simple?.silence();
  }

  flush(after: number): void {
    this.orchestra.output?.flush(after);
    this.simple?.flush(after);
  }

  /** Root mean square of what is going to the loudspeaker now: 0 is silence. */
  level(): number {
    if (!this.analyser) return 0;
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  /** How loud everything is, 0-1. */
  loud(volume: number): void {
    this.parts();
    if (this.volume) this.volume.gain.value = volume;
  }

  private parts(): { context: AudioContext; master: AudioNode } {
    if (!this.context || !this.analyser) {
      this.context = new AudioContext({ latencyHint: "interactive" });
      this.analyser = new AnalyserNode(this.context, { fftSize: 2048 });
      const limiter = new DynamicsCompressorNode(this.context, LIMITER);
      this.volume = new GainNode(this.context);
      limiter.connect(this.analyser).connect(this.volume).connect(this.context.destination);
      this.loudness = new GainNode(this.context);
      this.loudness.connect(limiter);
      this.simple = new OscillatorOutput(this.context, this.loudness);
      this.master = this.loudness;
      this.become("simple");
    }
    return { context: this.context, master: this.master as AudioNode };
  }

  private master: AudioNode | undefined;

  private stage(): Promise<SoundFontOutput> {
    // The address that the page tells names the content, so that old and new are never mixed.
    const beside = (): string => new URL("./spessasynth_processor.min.js", bundleUrl()).href;
    const { context, master } = this.parts();
    return SoundFontOutput.load(context, master, told("synthesizer") ?? beside());
  }

  /** An instrument has come: the channels that wait for it play it from now on. */
  private take(name: string): void {
    const { output } = this.orchestra;
    const now = this.now();
    for (const message of this.settings.values()) {
      const theirs = message.type === "program" ? instrumentOf(message) : null;
      if (theirs === null || theirs === name) output?.send(message, now);
    }
  }

  private review(): void {
    const states = { coming: "loading", there: "soundfont", failed: "failed" } as const;
    this.become(states[this.orchestra.whole]);
  }

  private become(state: SoundState): void {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

const told = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

export const sound = new Sound();
