/** <learn-cheats>: a song that one spoils as one likes, and what the site's own score says. */
import type { Song } from "../../music/song.ts";
import figures from "../cheats/figures.json" with { type: "json" };
import * as songs from "../cheats/songs.ts";
import { hearing, type Heard } from "../hearing.ts";
import { make, percent } from "../making.ts";
import { define, Part } from "./part.ts";

type Told = (typeof figures)["songs"][keyof (typeof figures)["songs"]];
type Figures = Omit<Told, "score"> & { readonly score: number | null };
const TOLD: Readonly<Record<string, Figures>> = figures.songs;
const ALL = { ticks: songs.BARS * songs.BAR_TICKS, columns: songs.BARS };

const ROWS: readonly (readonly [string, (told: Figures) => string])[] = [
  ["Empty bars", ({ empty_bar_rate }) => percent(empty_bar_rate)],
  ["Pitches used", ({ n_pitches_used }) => String(n_pitches_used)],
  ["Notes in the scale of its key", ({ in_scale_ratio_key }) => percent(in_scale_ratio_key)],
  ["Notes a beat", ({ note_density }) => note_density.toFixed(2)],
  ["How alike its bars’ rhythms are", ({ groove_consistency }) => percent(groove_consistency)],
];

class LearnCheats extends Part {
  private readonly chosen = new Set<songs.Cheat>();
  private readonly heard: Heard = hearing(
    { text: "Play", name: "", primary: true },
    ALL,
    () => this.song(),
    (bar) => this.light(bar),
  );
  private readonly score = make("p", { class: "score", role: "status" });
  private readonly bars = make("div", { class: "cheat-bars", "aria-hidden": "true" });
  private readonly body = make("tbody");

  protected build(): void {
    const group = { class: "row tools", role: "group", "aria-label": "Cheats" };
    const cheats = make("div", group, ...songs.CHEATS.map((cheat) => this.switch(cheat)));
    const table = make("table", { class: "counts" }, this.body);
    this.append(make("div", { class: "row tools" }, this.heard.button), cheats, this.bars);
    this.append(this.score, table);
    this.bars.append(...Array.from({ length: songs.BARS }, () => make("i")));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.heard.deck.stop());
  }

  private song(): Song {
    return songs.cheated(this.chosen);
  }

  private light(lit: number | null): void {
    [...this.bars.children].forEach((bar, at) => bar.classList.toggle("lit", at === lit));
  }

  private switch(cheat: songs.Cheat): HTMLElement {
    const button = make("button", {
      class: "button",
      "aria-pressed": "false",
      text: songs.CHEAT_WORDS[cheat],
      click: () => {
        const on = !this.chosen.has(cheat);
        if (on) this.chosen.add(cheat);
        else this.chosen.delete(cheat);
        button.ariaPressed = String(on);
        this.showAll();
      },
    });
    return button;
  }

  private scoreWords(score: number | null, plain: number): (Node | string)[] {
    if (score === null) return ["No score: there is nothing that one hears."];
    const beside = this.chosen.size === 0 ? "" : `, ${besideWords(score - plain)}`;
    return [make("strong", { text: score.toFixed(1) }), ` of 100${beside}`];
  }

  protected showAll(): void {
    const told = TOLD[songs.nameOf(this.chosen)] as Figures;
    this.score.replaceChildren(...this.scoreWords(told.score, (TOLD[""] as Figures).score ?? 0));
    this.body.replaceChildren(
      ...ROWS.map(([name, of]) =>
        make("tr", {}, make("th", { scope: "row", text: name }), make("td", { text: of(told) })),
      ),
    );
    this.heard.deck.load(this.song());
  }
}

function besideWords(better: number): string {
  if (better === 0) return "the same as without cheats";
  return `${Math.abs(better).toFixed(1)} ${better > 0 ? "more" : "less"} than without cheats`;
}

define("learn-cheats", LearnCheats);
