/**
 * Who plays: instruments come one by one as songs ask for them, the first that was asked for first.
 */
import { Decoder } from "../instruments/decoder.ts";
import { fetchPiece } from "../instruments/fetching.ts";
import { bundleUrl } from "./bundle.ts";
import { SoundFontOutput } from "./synth.ts";

type Way = "coming" | "there" | "failed";

// Fetched at once: more would share the line, and the first note waits for the first of them.
const LANES = 2;

interface Listener {
  came(instrument: string): void;
  changed(): void;
}

export class Orchestra {
  /** As soon as it has an instrument. */
  output: SoundFontOutput | undefined;
  private readonly ways = new Map<string, Way>();
  private readonly lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve());
  private readonly listener: Listener;
  private readonly stage: () => Promise<SoundFontOutput>;
  private synthesizer: Promise<SoundFontOutput> | undefined;
  private decoder: Decoder | undefined;
  private asked = 0;

  constructor(listener: Listener, stage: () => Promise<SoundFontOutput>) {
    this.listener = listener;
    this.stage = stage;
  }

  /** Loads what every instrument needs. */
  begin(): void {
    this.decoder ??= new Decoder(new URL("./instruments-worker.js", bundleUrl()));
    // Whoever plays first hears of a failure.
    this.synthesizer ??= this.stage();
    this.synthesizer.catch(() => {});
  }

  has(instrument: string): boolean {
    return this.ways.get(instrument) === "there";
  }

  /** Nothing is on its way, and nothing was refused. */
  get whole(): Way {
    const ways = [...this.ways.values()];
    if (ways.includes("coming")) return "coming";
    return ways.includes("failed") ? "failed" : "there";
  }

  get empty(): boolean {
    return this.ways.size === 0;
  }

  /** Asks for one; again where it did not come. */
  want(instrument: string): void {
    const way = this.ways.get(instrument);
    if (way === "coming" || way === "there") return;
    this.ways.set(instrument, "coming");
    this.listener.changed();
    const lane = this.asked++ % LANES;
    this.lanes[lane] = (this.lanes[lane] as Promise<void>).then(() => this.bring(instrument));
  }

  private async bring(instrument: string): Promise<void> {
    try {
      const piece = await fetchPiece(instrument);
      this.begin();
      const font = await (this.decoder as Decoder).decode(piece);
      const output = await (this.synthesizer as Promise<SoundFontOutput>);
      await output.add({ name: instrument, font });
      this.output = output;
      this.ways.set(instrument, "there");
      this.listener.came(instrument);
    } catch (error) {
      console.warn("An instrument is not available; simple sounds stay.", error);
      this.ways.set(instrument, "failed");
    }
    this.listener.changed();
  }
}
