/** <learn-babble data-memory>: the model carries the tune on, and keys show what it believes. */
import { keepCarried } from "../carried.ts";
import { tryOut } from "../deck.ts";
import { make, percent, slider } from "../making.ts";
import { type Chances, chances, drawn, heated, learnt, looping, repeated } from "../model.ts";
import { type Column, Stream } from "../stream.ts";
import { lineOf, PLAIN, SCALE, STEPS } from "../tune.ts";
import { Keys, SYMBOLS, symbolLabel, symbolsOf } from "./keys.ts";
import { define, Part } from "./part.ts";

const MOST = 48; // columns of what it played that are looked at
const RUN = 4; // notes that are compared with the tune
// Places of the slider: colder than 1 on the left, hotter on the right.
const TEMPERATURES = [0, 0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4, 2, 3, 5, 10];
const PLAINLY = TEMPERATURES.indexOf(1);

class LearnBabble extends Part {
  private temperature = 1;
  private memory = 1;
  private made: number[] = [];
  private seed = 1;
  private readonly keys = new Keys("What the model believes of the next note", (symbol) =>
    this.push(symbol),
  );
  private readonly play = make("button", { class: "button primary", click: () => this.toggle() });
  private readonly again = make("button", {
    class: "button",
    text: "From the beginning",
    click: () => this.begin(),
  });
  private readonly strip = make("p", { class: "strip" });
  private readonly told = make("p", { class: "told" });
  private readonly stream = new Stream(
    () => this.next(),
    () => this.showAll(),
  );

  protected build(): void {
    const tools = make("div", { class: "row tools" }, this.play, this.again);
    this.append(tools, this.keys.element, this.warmth());
    if (this.asks("memory")) this.append(this.looking());
    this.append(this.strip, this.told);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.stream.stop());
  }

  private warmth(): HTMLElement {
    const warm = (place: number): number => TEMPERATURES[place] as number;
    const { row } = slider(
      "Temperature",
      { min: 0, max: TEMPERATURES.length - 1, step: 1, value: PLAINLY },
      (place) => `${warm(place)}`,
      (place) => {
        this.temperature = warm(place);
        this.showAll();
      },
    );
    return row;
  }

  private looking(): HTMLElement {
    const { row } = slider(
      "Memory",
      { min: 1, max: 4, step: 1, value: 1 },
      (notes) => (notes === 1 ? "1 note" : `${notes} notes`),
      (notes) => {
        this.memory = notes;
        this.showAll();
      },
    );
    return row;
  }

  private get tune(): number[] {
    return symbolsOf(lineOf(this.shelf.tune));
  }

  /** What the machine believes now, after all that has sounded. */
  private belief(): Chances {
    const model = learnt(this.tune, SYMBOLS, this.memory);
    return heated(chances(model, [...this.tune, ...this.made]), this.temperature);
  }

  private toggle(): void {
    if (this.stream.playing) this.stream.stop();
    else void this.stream.play();
  }

  private begin(): void {
    this.made = [];
    this.seed = 1;
    this.showAll();
  }

  private next(): Column {
    return this.add(drawn(this.belief(), this.dice()));
  }

  /** Somebody leads it elsewhere: it goes on from there. */
  private push(symbol: number): void {
    const { pitch, velocity } = this.add(symbol);
    if (pitch !== null) void tryOut(pitch, velocity);
  }

  private add(symbol: number): Column {
    this.made = [...this.made, symbol].slice(-MOST);
    keepCarried(this.made.slice(-STEPS));
    this.showAll(symbol);
    return { pitch: SCALE[symbol] ?? null, velocity: PLAIN };
  }

  /** From 0 up to 1; the same row of them each time one begins anew. */
  private dice(): number {
    this.seed = (this.seed * 48_271) % 2_147_483_647; // Park and Miller's generator
    return this.seed / 2_147_483_647;
  }

  protected showAll(lit: number | null = null): void {
    const { playing } = this.stream;
    this.play.textContent = playing ? "Stop" : "Play on";
    this.again.disabled = this.made.length === 0;
    this.keys.show(this.belief());
    this.keys.light(playing ? lit : null);
    const shown = this.made.slice(-STEPS).map(symbolLabel).join(" ");
    this.strip.textContent = shown || "Nothing yet: press Play on, or a key to lead it somewhere.";
    this.told.textContent = this.standing();
  }

  private standing(): string {
    const loop = looping(this.made);
    const model = learnt(this.tune, SYMBOLS, this.memory);
    const parts: string[] = [];
    if (loop) parts.push(loop === 1 ? "It repeats one note." : `It goes round in ${loop} notes.`);
    if (this.made.length > RUN) {
      const share = percent(repeated(model, this.made, RUN));
      parts.push(`Of its runs of four notes ${share} stand in your tune.`);
    }
    return parts.join(" ");
  }
}

define("learn-babble", LearnBabble);
