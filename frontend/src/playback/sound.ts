/**
 * The one way to the loudspeaker on a page: oscillators at once, the SoundFont as soon as it has
 * come.
 */
import { bundleUrl } from "./bundle.ts";
import { OscillatorOutput } from "./oscillators.ts";
import type { Message, Output } from "./output.ts";
import { SoundFontOutput } from "./synth.ts";
import { running } from "./waking.ts";

export type SoundState = "asleep" | "simple" | "loading" | "soundfont" | "failed";

class Sound extends EventTarget implements Output {
  private context: AudioContext | undefined;
  private analyser: AnalyserNode | undefined;
  private volume: GainNode | undefined;
  private loudness: GainNode | undefined;
  private simple: OscillatorOutput | undefined;
  private full: SoundFontOutput | undefined;
  // Programs, volumes: told again to the SoundFont.
  private readonly settings = new Map<string, Message>();
  private loading: Promise<void> | undefined;
  state: SoundState = "asleep";

  /** Call inside a click or key press. Resolves when the clock runs. */
  async wake(): Promise<void> {
    const { context } = this.parts();
    this.loading ??= this.load();
    if (context.state !== "running") await running(context);
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
    if (message.type === "program" || message.type === "volume" || message.type === "pan") {
      const key = `${message.type} ${message.channel}`;
      const before = this.settings.get(key);
      if (before && JSON.stringify(before) === JSON.stringify(message)) return;
      this.settings.set(key, message);
    }
    this.parts();
    // The simple synth hears every ending too: a note may have begun in it just before the
    // SoundFont came.
    if (this.full) this.full.send(message, at);
    if (!this.full || message.type === "off") this.simple?.send(message, at);
  }

  /** How loud all that comes from now on is; 1 as it was made. Before the limiter. */
  set gain(gain: number) {
    const { context } = this.parts();
    this.loudness?.gain.setValueAtTime(gain, context.currentTime);
  }

  silence(): void {
    this.full?.silence();
    this.simple?.silence();
  }

  flush(after: number): void {
    this.full?.flush(after);
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
      const limiter = new DynamicsCompressorNode(this.context, {
        threshold: -6,
        ratio: 12,
        attack: 0.002,
        release: 0.15,
      });
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

  private async load(): Promise<void> {
    const font = fontAddress();
    // The address that the page tells names the content, so that old and new are never mixed.
    const beside = (): string => new URL("./spessasynth_processor.min.js", bundleUrl()).href;
    const worklet = told("synthesizer") ?? beside();
    const { context, master } = this.parts();
    this.become("loading");
    try {
      const full = await SoundFontOutput.load(
        context,
        master,
        { font, worklet },
        this.simple as OscillatorOutput,
      );
      for (const message of this.settings.values()) full.send(message, context.currentTime);
      this.full = full;
      this.become("soundfont");
    } catch (error) {
      console.warn("The SoundFont is not available; the simple sounds stay.", error);
      this.become("failed");
    }
  }

  private become(state: SoundState): void {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

const told = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

/** Where the page says that its instruments lie. */
export const fontAddress = (): string => told("soundfont") ?? "/soundfont/";

export const sound = new Sound();
