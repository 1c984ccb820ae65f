/**
 * <learn-roll data-store="tune">: the roll that one draws a tune on, and what the page asks for
 * beside it: data-joined, data-shift, data-loud, data-forget, data-coarse, data-scale.
 */
import { isBlack, pitchLabel, pitchName } from "../../music/words.ts";
import { Deck, ROUND, tryOut } from "../deck.ts";
import { make, slider } from "../making.ts";
import * as tune from "../tune.ts";
import { define, Part } from "./part.ts";
import { Squares } from "./squares.ts";

const COLUMNS = [16, 8, 4, 2, 1]; // of the grid, from fine to coarse
const PUSH = "Push the roll sideways: it has sixteen columns."; // where the screen is narrow
const SHIFTS: readonly (readonly [string, number])[] = [
  ["↑↑ Two rows", 2],
  ["↑ One row", 1],
  ["↓ One row", -1],
];
const LOUDNESSES = [32, 64, 96, 127];

export class LearnRoll extends Part {
  private squares!: Squares;
  private reading: tune.Reading = {};
  private shifts: { rows: number; button: HTMLButtonElement }[] = [];
  private readonly play = make("button", { class: "button primary", click: () => this.toggle() });
  private readonly undo = make("button", {
    class: "button",
    text: "Undo",
    click: () => this.shelf.undo(),
  });
  private readonly loud = make("div", { class: "loudness", role: "group" });
  private readonly deck = new Deck(ROUND, (playing, column) => this.follow(playing, column));

  protected build(): void {
    this.reading = { joined: this.asks("joined") };
    const { pitches } = this.shelf.tune;
    this.squares = new Squares(
      {
        label: "Piano roll: sixteen columns. Arrows move, Enter draws.",
        rows: pitches.map(pitchLabel),
        dark: pitches.map(isBlack),
        columns: tune.STEPS,
        name: (row, step) => `${pitchName(pitches[row] as number)}, column ${step + 1}`,
        tied: this.asks("joined"),
      },
      {
        isOn: (row, step) => this.seen.cells[row]?.[step] ?? false,
        paint: (row, step, on, more) => this.paint(row, step, on, more),
      },
    );
    const scroller = make("div", { class: "roll-scroller" }, this.squares.element);
    if (this.asks("loud")) scroller.append(this.loud);
    const push = make("p", { class: "push", text: PUSH });
    this.append(this.toolbar(), ...this.shifting(), scroller, push, ...this.extras());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear(this.shelf);
    this.until(() => this.deck.stop());
    this.follow(false, null);
  }

  protected showAll(): void {
    this.squares.show();
    this.undo.disabled = !this.shelf.canUndo;
    for (const { rows, button } of this.shifts)
      button.disabled = tune.shifted(this.shelf.tune, rows) === this.shelf.tune;
    if (this.asks("loud")) this.showLoud();
    this.deck.load(this.song());
  }

  /** As the grid that is chosen has it. */
  private get seen(): tune.Tune {
    const { columns = tune.STEPS } = this.reading;
    return columns === tune.STEPS ? this.shelf.tune : tune.widened(this.shelf.tune, columns);
  }

  private song(): ReturnType<typeof tune.songOf> {
    return tune.songOf(tune.notesOf(this.shelf.tune, this.reading));
  }

  private toggle(): void {
    if (this.deck.playing) this.deck.stop();
    else void this.deck.play(this.song());
  }

  private follow(playing: boolean, column: number | null): void {
    const words = playing ? "Stop" : "Play";
    if (this.play.textContent !== words) this.play.textContent = words;
    this.squares?.light(column);
  }

  private paint(row: number, step: number, on: boolean, more: boolean): void {
    const { shelf } = this;
    const place = { row, step, on, alone: this.asks("scale") };
    const { columns = tune.STEPS } = this.reading;
    if (columns !== tune.STEPS) return;
    shelf.change(tune.painted(shelf.tune, place), more);
    const { pitches, loud } = shelf.tune;
    if (on && !this.deck.playing) void tryOut(pitches[row] as number, loud[step] as number);
  }

  private toolbar(): HTMLElement {
    const { shelf } = this;
    const first = (): void => shelf.change(shelf.first);
    return make(
      "div",
      { class: "row tools" },
      this.play,
      this.undo,
      button("Clear", () => shelf.change(tune.emptied(shelf.tune))),
      button("The first tune", first),
    );
  }

  private shifting(): HTMLElement[] {
    const { shelf } = this;
    if (!this.asks("shift")) return [];
    this.shifts = SHIFTS.map(([text, rows]) => ({
      rows,
      button: button(text, () => shelf.change(tune.shifted(shelf.tune, rows))),
    }));
    const wish = { class: "row tools", role: "group", "aria-label": "Move all notes" };
    return [make("div", wish, ...this.shifts.map((each) => each.button))];
  }

  private extras(): HTMLElement[] {
    return [
      ...(this.asks("forget") ? [this.flatness()] : []),
      ...(this.asks("coarse") ? [this.coarseness()] : []),
    ];
  }

  private flatness(): HTMLElement {
    const forget = make("button", {
      class: "button",
      "aria-pressed": "false",
      text: "Forget loudness",
      click: () => {
        const flat = !this.reading.flat;
        this.reading = { ...this.reading, flat };
        forget.ariaPressed = String(flat);
        this.showAll();
      },
    });
    return make("div", { class: "row tools" }, forget);
  }

  private coarseness(): HTMLElement {
    const columns = (place: number): number => COLUMNS[place] as number;
    const { row } = slider(
      "Moments in the grid",
      { min: 0, max: COLUMNS.length - 1, step: 1, value: 0 },
      (place) => (columns(place) === 1 ? "1 moment" : `${columns(place)} moments`),
      (place) => {
        this.reading = { ...this.reading, columns: columns(place) };
        this.showAll();
      },
    );
    return row;
  }

  private showLoud(): void {
    const { flat = false } = this.reading;
    const { loud } = this.shelf.tune;
    if (this.loud.childElementCount === 0) this.buildLoud();
    [...this.loud.querySelectorAll("button")].forEach((button, step) => {
      const value = flat ? tune.PLAIN : (loud[step] as number);
      button.textContent = String(value);
      button.style.setProperty("--loud", String(value / tune.LOUDEST));
      button.setAttribute("aria-label", `Loudness of column ${step + 1}: ${value}`);
      button.disabled = flat;
    });
  }

  private buildLoud(): void {
    this.loud.setAttribute("aria-label", "Loudness of each column");
    const buttons = Array.from({ length: tune.STEPS }, (_, step) =>
      make("button", { class: "loud", click: () => this.louder(step) }),
    );
    this.loud.append(make("span", { class: "key", "aria-hidden": "true" }), ...buttons);
  }

  private louder(step: number): void {
    const { shelf } = this;
    const now = shelf.tune.loud[step] as number;
    const next = LOUDNESSES.find((each) => each > now) ?? (LOUDNESSES[0] as number);
    shelf.change(tune.louder(shelf.tune, step, next));
  }
}

const button = (text: string, click: () => void): HTMLButtonElement =>
  make("button", { class: "button", text, click });

define("learn-roll", LearnRoll);
