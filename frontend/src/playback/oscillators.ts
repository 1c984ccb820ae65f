/**
 * A small synthesizer of oscillators: sounds within the click that woke it, while the SoundFont is
 * still on its way.
 */
import { CLICK_CHANNEL, LIVE_CHANNEL, type Message, type Output } from "./output.ts";

interface Made {
  readonly gain: GainNode;
  readonly sources: readonly AudioScheduledSourceNode[];
}

interface Voice extends Made {
  readonly channel: number;
  readonly pitch: number;
  readonly from: number; // seconds
  until: number; // seconds; when it is let go of
}

interface Channel {
  program: number;
  drums: boolean;
  readonly gain: GainNode;
  readonly pan: StereoPannerNode;
}

const NEVER = 1e9; // seconds

const hertz = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);
const WAVES: readonly OscillatorType[] = [
  "triangle",
  "sine",
  "sine",
  "triangle",
  "triangle",
  "sawtooth",
  "sawtooth",
  "sawtooth",
  "square",
  "sine",
  "square",
  "sawtooth",
  "triangle",
  "triangle",
  "sine",
  "sine",
]; // one a General MIDI family
const PLUCKED = new Set([0, 1, 3, 13, 14]); // families whose notes die away while held

export class OscillatorOutput implements Output {
  private readonly context: AudioContext;
  private readonly destination: AudioNode;
  private readonly channels = new Map<number, Channel>();
  private readonly voices = new Set<Voice>();
  private noise: AudioBuffer | undefined;

  constructor(context: AudioContext, destination: AudioNode) {
    this.context = context;
    this.destination = destination;
  }

  now(): number {
    return this.context.currentTime;
  }

  send(message: Message, at: number): void {
    const when = Math.max(at, this.context.currentTime);
    if (message.type === "click") return this.click(message.accent, when);
    const channel = this.channel(message.channel);
    if (message.type === "on") this.begin(message, channel, when);
    else if (message.type === "off") this.end(message, when);
    else if (message.type === "program")
      Object.assign(channel, { program: message.program, drums: message.drums });
    else if (message.type === "volume")
      channel.gain.gain.setTargetAtTime((message.value / 127) ** 2, when, 0.01);
    else channel.pan.pan.setValueAtTime((message.value - 64) / 64, when);
  }

  silence(): void {
    const { currentTime } = this.context;
    for (const voice of this.voices) if (voice.until > currentTime) letGo(voice, currentTime);
  }

  flush(after: number): void {
    for (const voice of this.voices) {
      if (voice.channel === LIVE_CHANNEL) continue;
      if (voice.from > after) this.forget(voice);
      else if (voice.until > after && voice.until < NEVER) holdOn(voice);
    }
  }

  private channel(number: number): Channel {
    const known = this.channels.get(number);
    if (known) return known;
    const gain = new GainNode(this.context, { gain: 0.6 });
    const pan = new StereoPannerNode(this.context);
    gain.connect(pan).connect(this.destination);
    const made: Channel = { program: 0, drums: false, gain, pan };
    this.channels.set(number, made);
    return made;
  }

  private begin(
    note: { channel: number; pitch: number; velocity: number },
    channel: Channel,
    at: number,
  ): void {
    const loudness = 0.35 * (note.velocity / 127) ** 1.5;
    const made = channel.drums
      ? this.drum(note.pitch, loudness, at)
      : this.tone(note.pitch, channel.program, loudness, at);
    made.gain.connect(channel.gain);
    this.keep({ ...made, channel: note.channel, pitch: note.pitch, from: at, until: NEVER });
  }

  private keep(voice: Voice): void {
    this.voices.add(voice);
    const [source] = voice.sources;
    if (source) source.onended = () => this.drop(voice);
  }

  private drop(voice: Voice): void {
    voice.gain.disconnect();
    this.voices.delete(voice);
  }

  /** Not begun yet: it never sounds. */
  private forget(voice: Voice): void {
    for (const source of voice.sources) source.stop();
    this.drop(voice);
  }

  private tone(pitch: number, program: number, loudness: number, at: number): Made {
    const family = program >> 3;
    const gain = new GainNode(this.context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loudness, at + 0.006);
    if (PLUCKED.has(family)) gain.gain.setTargetAtTime(loudness * 0.05, at + 0.006, 0.6);
    const filter = new BiquadFilterNode(this.context, {
      type: "lowpass",
      frequency: Math.min(12_000, hertz(pitch) * 6),
    });
    filter.connect(gain);
    const sources = [0, 5].map((detune) => {
      const source = new OscillatorNode(this.context, {
        type: WAVES[family] ?? "triangle",
        frequency: hertz(pitch),
        detune,
      });
      source.connect(filter);
      source.start(at);
      return source;
    });
    return { gain, sources };
  }

  private drum(pitch: number, loudness: number, at: number): Made {
    const gain = new GainNode(this.context, { gain: loudness * 2 });
    const low = pitch <= 36 || (pitch >= 41 && pitch <= 50 && pitch % 2 === 1);
    const seconds = low ? 0.25 : 0.12;
    gain.gain.setValueAtTime(loudness * 2, at);
    gain.gain.exponentialRampToValueAtTime(0.0005, at + seconds);
    if (low) {
      const source = new OscillatorNode(this.context, { frequency: 120 });
      source.frequency.setValueAtTime(120, at);
      source.frequency.exponentialRampToValueAtTime(45, at + seconds);
      source.connect(gain);
      source.start(at);
      source.stop(at + seconds);
      return { gain, sources: [source] };
    }
    const source = new AudioBufferSourceNode(this.context, { buffer: this.hiss() });
    const filter = new BiquadFilterNode(this.context, {
      type: "highpass",
      frequency: pitch === 38 ? 1200 : 6000,
    });
    source.connect(filter).connect(gain);
    source.start(at);
    source.stop(at + seconds);
    return { gain, sources: [source] };
  }

  private hiss(): AudioBuffer {
    if (this.noise) return this.noise;
    const length = this.context.sampleRate / 2;
    this.noise = new AudioBuffer({ length, sampleRate: this.context.sampleRate });
    const samples = this.noise.getChannelData(0);
    let state = 1;
    for (let index = 0; index < length; index += 1) {
      state = (state * 48_271) % 2_147_483_647; // Park and Miller's generator
      samples[index] = (state / 2_147_483_647) * 2 - 1;
    }
    return this.noise;
  }

  private end({ channel, pitch }: { channel: number; pitch: number }, at: number): void {
    for (const voice of this.voices) {
      const ends = voice.channel === channel && voice.pitch === pitch && voice.until === NEVER;
      if (ends) letGo(voice, Math.max(at, voice.from));
    }
  }

  private click(accent: boolean, at: number): void {
    const gain = new GainNode(this.context, { gain: accent ? 0.35 : 0.2 });
    gain.gain.setValueAtTime(accent ? 0.35 : 0.2, at);
    gain.gain.exponentialRampToValueAtTime(0.0005, at + 0.05);
    const source = new OscillatorNode(this.context, {
      type: "square",
      frequency: accent ? 1760 : 1320,
    });
    source.connect(gain).connect(this.channel(CLICK_CHANNEL).pan);
    source.start(at);
    source.stop(at + 0.06);
    const voice = { gain, sources: [source], channel: CLICK_CHANNEL, pitch: 0, from: at };
    this.keep({ ...voice, until: at });
  }
}

function letGo(voice: Voice, at: number): void {
  const { gain, sources } = voice;
  gain.gain.cancelScheduledValues(at);
  gain.gain.setTargetAtTime(0, at, 0.04);
  for (const source of sources) source.stop(at + 0.4);
  voice.until = at;
}

/** Takes back that it was to be let go of. */
function holdOn(voice: Voice): void {
  voice.gain.gain.cancelScheduledValues(voice.until);
  for (const source of voice.sources) source.stop(NEVER);
  voice.until = NEVER;
}
