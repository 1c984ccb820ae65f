/** The microphone: whether it may be asked for, why not, and a recording of it. */

/** Where one stands with it; `words.ts` of the studio has a sentence for each. */
export type Standing =
  | "insecure" // no https: browsers give no microphone
  | "unasked"
  | "allowed"
  | "denied"
  | "dismissed" // asked, and not answered
  | "missing"
  | "busy"; // another program has it

export async function standing(): Promise<Standing> {
  if (!globalThis.isSecureContext || !navigator.mediaDevices) return "insecure";
  try {
    // Not every browser knows this name; then one has to ask to know.
    const { state } = await navigator.permissions.query({ name: "microphone" });
    return state === "granted" ? "allowed" : state === "denied" ? "denied" : "unasked";
  } catch {
    return "unasked";
  }
}

/** What a refusal of `getUserMedia` means; `after` is the standing once it was asked. */
export function whyNot(error: unknown, after: Standing): Standing {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return after === "unasked" ? "dismissed" : after === "insecure" ? "insecure" : "denied";
}

/** Made for speech, these would take a hummed tone for noise, or even out its loudness. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

export class Microphone {
  private readonly stream: MediaStream;
  private readonly recorder: MediaRecorder;
  private readonly context = new AudioContext();
  private readonly analyser: AnalyserNode;
  private readonly pieces: Blob[] = [];
  /** When the recorder has stopped: also by itself, where the microphone is unplugged. */
  readonly ended: Promise<unknown>;

  /** Asks the person, through the browser; rejects when there is none to be had. */
  static async open(): Promise<Microphone> {
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio: AS_IT_IS }));
  }

  private constructor(stream: MediaStream) {
    this.stream = stream;
    this.analyser = new AnalyserNode(this.context, { fftSize: 1024 });
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.recorder = new MediaRecorder(stream);
    this.recorder.ondataavailable = ({ data }) => this.pieces.push(data);
    this.ended = new Promise((resolve) => this.recorder.addEventListener("stop", resolve));
    this.recorder.start();
  }

  /** How loud it is now, from 0 to 1: 60 dB. */
  level(): number {
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-9)) / 60));
  }

  /** The recording; the microphone is given back. */
  async stop(): Promise<Blob> {
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await this.ended;
    this.close();
    return new Blob(this.pieces, { type: this.recorder.mimeType });
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
    if (this.context.state !== "closed") void this.context.close();
  }
}
