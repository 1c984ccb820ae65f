/** <learn-melodies>: the tunes that the network learns from, and those it never sees. */
import { hearing, type Heard } from "../hearing.ts";
import { make } from "../making.ts";
import { BAR, HELD, LEARNT, type Melody, notesOf } from "../overfit/tunes.ts";
import { songOf, STEP_TICKS } from "../tune.ts";
import { define, Part } from "./part.ts";

class LearnMelodies extends Part {
  private heard: Heard[] = [];

  protected build(): void {
    this.append(
      this.group("It learns from these four", LEARNT),
      this.group("These two it never sees", HELD),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.heard.forEach(({ deck }) => deck.stop()));
  }

  protected showAll(): void {}

  private group(text: string, melodies: readonly Melody[]): HTMLElement {
    const rows = melodies.map((melody) => this.row(melody));
    return make("section", {}, make("h2", { class: "small-head", text }), ...rows);
  }

  private row({ title, symbols }: Melody): HTMLElement {
    const turn = { ticks: symbols.length * STEP_TICKS, columns: symbols.length };
    const picture = pictureOf(symbols);
    const primary = this.heard.length === 0;
    const words = { text: "Play", name: title, primary };
    const heard = hearing(words, turn, () => songOf(notesOf(symbols), title), (column) => {
      picture.style.setProperty("--place", String((column ?? 0) / symbols.length));
      picture.classList.toggle("playing", column !== null);
    });
    this.heard.push(heard);
    const told = make("span", { class: "melody-name" }, title);
    told.append(make("small", { class: "meta", text: `${symbols.length / BAR} bars` }));
    return make("div", { class: "melody" }, heard.button, told, picture);
  }
}

const LOW = 54;
const HIGH = 70;

/** Its notes as a small piano roll. */
function pictureOf(symbols: readonly number[]): HTMLElement {
  const roll = make("div", { class: "tiny-roll", "aria-hidden": "true" });
  const all = symbols.length * STEP_TICKS;
  for (const { onset, pitch, length } of notesOf(symbols)) {
    const note = make("i");
    note.style.setProperty("--from", String(onset / all));
    note.style.setProperty("--long", String(length / all));
    note.style.setProperty("--high", String((pitch - LOW) / (HIGH - LOW)));
    roll.append(note);
  }
  return roll;
}

define("learn-melodies", LearnMelodies);
