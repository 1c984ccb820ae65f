/**
 * Who plays: instruments come one by one as songs ask for them, the first that was asked for first.
 */
import { Decoder } from "../instruments/decoder.ts";
import { fetchPiece } from "../instruments/fetching.ts";
import { bundleUrl } from "./bundle.ts";
import type { Instrument, SoundFontOutput } from "./synth.ts";

/** What instruments are added to. */
export type Stage = Pick<SoundFontOutput, "add">;
type FontOf = (instrument: string) => Promise<ArrayBuffer>;
type Way = "coming" | "there" | "failed";

// Fetched at once: more would share the line, and the first note waits for the first of them.
const LANES = 2;
const AGAIN_MS = 5_000; // from a failure to the next try, however many notes ask

interface Listener {
  came(instrument: string): void;
  changed(): void;
}

export class Orchestra<Output extends Stage> {
  /** As soon as it has an instrument. */
  output: Output | undefined;
  private readonly ways = new Map<string, Way>();
  private readonly lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve());
  private readonly listener: Listener;
  private readonly stage: () => Promise<Output>;
  private readonly fontOf: FontOf;
  private readonly prepared = new Map<string, Promise<ArrayBuffer>>();
  private synthesizer: Promise<Output> | undefined;
  private readonly failed = new Map<string, number>(); // milliseconds of the page's clock
  private asked = 0;

  constructor(listener: Listener, stage: () => Promise<Output>, fontOf: FontOf = fetchFont) {
    this.listener = listener;
    this.stage = stage;
    this.fontOf = fontOf;
  }

  /** Loads what every instrument needs; again where that failed. */
  begin(): Promise<Output> {
    this.synthesizer ??= this.stage();
    const begun = this.synthesizer;
    begun.catch(() => {
      if (this.synthesizer === begun) this.synthesizer = undefined;
    });
    return begun;
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
    if (performance.now() < (this.failed.get(instrument) ?? -AGAIN_MS) + AGAIN_MS) return;
    this.ways.set(instrument, "coming");
    this.listener.changed();
    const lane = this.asked++ % LANES;
    this.lanes[lane] = (this.lanes[lane] as Promise<void>).then(() => this.bring(instrument));
  }

  /** Has one decoded before anybody plays: it needs no loudspeaker, and its first note no wait. */
  async prepare(instrument: string): Promise<void> {
    if (this.ways.has(instrument) || this.prepared.has(instrument)) return;
    const font = this.fontOf(instrument);
    this.prepared.set(instrument, font);
    try {
      await font;
    } catch (error) {
      this.prepared.delete(instrument);
      throw error;
    }
  }

  private async bring(instrument: string): Promise<void> {
    try {
      const coming = this.prepared.get(instrument) ?? this.fontOf(instrument);
      this.prepared.delete(instrument);
      const [font, output] = await Promise.all([coming, this.begin()]);
      await output.add({ name: instrument, font } satisfies Instrument);
      this.output = output;
      this.ways.set(instrument, "there");
      this.listener.came(instrument);
    } catch (error) {
      console.warn("An instrument is not available; simple sounds stay.", error);
      this.ways.set(instrument, "failed");
      this.failed.set(instrument, performance.now());
    }
    this.listener.changed();
  }
}

let decoder: Decoder | undefined;

/** The worker starts while the first is on its way. */
async function fetchFont(instrument: string): Promise<ArrayBuffer> {
  decoder ??= new Decoder(new URL("./instruments-worker.js", bundleUrl()));
  return decoder.decode(await fetchPiece(instrument));
}
