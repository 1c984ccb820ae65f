/** A file or a recording to samples: the browser decodes, in one channel, the first minute. */

export const MOST_SECONDS = 60;
const LONGEST_FILE = 600; // seconds; a decoder reads the whole of it
const MOST_BYTES = 120_000_000;
const MOST_UNTOLD_BYTES = 5_000_000; // of a file that does not say how long it is
const RATE = 24_000; // samples a second: a voice needs no more

export interface Recording {
  readonly samples: Float32Array; // one channel, a minute at most
  readonly rate: number;
  readonly seconds: number; // of the whole file
}

export type Fault = "long" | "large" | "unreadable";

export class DecodingError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

/** Raises `DecodingError` for what is no sound, or more of it than a page should hold. */
export async function decode(file: Blob): Promise<Recording> {
  const fault = faultOf(file.size, await durationOf(file));
  if (fault) throw new DecodingError(fault);
  try {
    const context = new OfflineAudioContext({ numberOfChannels: 1, length: 1, sampleRate: RATE });
    return oneVoice(await context.decodeAudioData(await file.arrayBuffer()));
  } catch {
    throw new DecodingError("unreadable");
  }
}

/** `seconds` is infinite where a file does not tell, and NaN where it is no sound. */
export function faultOf(bytes: number, seconds: number): Fault | null {
  if (Number.isNaN(seconds)) return "unreadable";
  if (bytes > MOST_BYTES) return "large";
  if (seconds === Infinity) return bytes > MOST_UNTOLD_BYTES ? "large" : null;
  return seconds > LONGEST_FILE ? "long" : null;
}

/** What a file says of itself, before the whole of it is decoded. */
function durationOf(file: Blob): Promise<number> {
  const audio = new Audio();
  const address = URL.createObjectURL(file);
  return new Promise<number>((resolve) => {
    audio.onloadedmetadata = () => resolve(audio.duration);
    audio.onerror = () => resolve(Number.NaN);
    audio.preload = "metadata";
    audio.src = address;
  }).finally(() => URL.revokeObjectURL(address));
}

type Sound = Pick<AudioBuffer, "duration" | "numberOfChannels" | "sampleRate" | "getChannelData">;

/** The mean of all channels, and the first minute of it. */
export function oneVoice(sound: Sound): Recording {
  const { duration: seconds, numberOfChannels: count, sampleRate: rate } = sound;
  const channels = Array.from({ length: count }, (_, index) =>
    sound.getChannelData(index).subarray(0, MOST_SECONDS * rate),
  );
  const samples = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels)
    for (const [at, sample] of channel.entries()) samples[at] = (samples[at] ?? 0) + sample / count;
  return { samples, rate, seconds };
}
