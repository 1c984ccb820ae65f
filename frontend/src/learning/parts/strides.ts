/** <learn-strides>: four numbers that grow to sixteen, as in a DCGAN, heard as a drum. */
import { makeTrack } from "../../music/song.ts";
import { hearing, type Heard } from "../hearing.ts";
import { make, slider } from "../making.ts";
import { grown } from "../others/strides.ts";
import { LOUDEST, songOf, STEP_TICKS } from "../tune.ts";
import { define, Part } from "./part.ts";

const FIRST = [9, 2, 6, 0]; // tenths
const MOST = 10;
const HAT = 42;
const TURN = { ticks: 8 * STEP_TICKS, columns: 16 };

class LearnStrides extends Part {
  private readonly noise = FIRST.map((tenths) => tenths / MOST);
  private readonly rows = make("div", { class: "strides" });
  private readonly heard: Heard = hearing({ text: "Play", name: "", primary: true }, TURN, () =>
    this.song(),
  );

  protected build(): void {
    const sliders = this.noise.map((value, at) => {
      const range = { min: 0, max: MOST, step: 1, value: value * MOST };
      return slider(`Number ${at + 1}`, range, String, (tenths) => {
        this.noise[at] = tenths / MOST;
        this.showAll();
      }).row;
    });
    const tools = make("div", { class: "row tools" }, this.heard.button);
    this.append(tools, make("div", { class: "four" }, ...sliders), this.rows);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.heard.deck.stop());
  }

  private get layers(): number[][] {
    const eight = grown(this.noise);
    return [this.noise, eight, grown(eight)];
  }

  private song() {
    const notes = (this.layers.at(-1) as number[]).flatMap((value, at) => {
      const velocity = Math.min(LOUDEST, Math.round(value * LOUDEST));
      const onset = (at * STEP_TICKS) / 2;
      return velocity < 1 ? [] : [{ onset, pitch: HAT, length: STEP_TICKS / 2, velocity }];
    });
    return { ...songOf([]), tracks: [makeTrack({ name: "Drum", drums: true, notes })] };
  }

  protected showAll(): void {
    const rows = this.layers.map((layer) => {
      const label = layer.map((value) => value.toFixed(2)).join(", ");
      const bars = layer.map((value) => {
        const bar = make("i");
        bar.style.setProperty("--high", String(Math.min(1, value)));
        return bar;
      });
      return make("div", { class: "stride", role: "img", "aria-label": label }, ...bars);
    });
    this.rows.replaceChildren(...rows);
    this.heard.deck.load(this.song());
  }
}

define("learn-strides", LearnStrides);
