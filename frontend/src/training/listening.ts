/** The part of a page where one hears a network learn: film, slider, melodies, player. */
import type { SongPlayer } from "../player/element.ts";
import { Film } from "./film.ts";
import { bestOf, type Known, numberOf } from "./known.ts";
import { valueOf } from "./musicpictures.ts";
import { Takes } from "./takes.ts";
import { showTaking } from "./taking.ts";
import type { Epoch } from "./told.ts";
import { Tour } from "./tour.ts";
import { figureText } from "../charts/picture.ts";

const SETTLED_MS = 140; // a hand that pulls fast wants to hear where it stops

export class Listening {
  private readonly film: Film;
  private readonly takes: Takes;
  private readonly tour: Tour;
  private readonly scrub: HTMLInputElement;
  private readonly player: SongPlayer;
  private readonly root: HTMLElement;
  private epochs: readonly Epoch[] = []; // that have takes
  private known: Known | null = null;
  private melody = 0;
  private at = -1;
  private wanted = ""; // what the player is to have
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, run: string, link: string) {
    this.root = root;
    this.takes = new Takes(run, link);
    this.scrub = this.part<HTMLInputElement>("scrub");
    this.player = this.part<SongPlayer>("player");
    this.film = new Film(
      this.part("film"),
      (at) => this.takeAt(at),
      (at) => this.choose(at, true),
    );
    this.tour = new Tour(this.part<HTMLButtonElement>("tour"), this.player, {
      count: () => this.epochs.length,
      take: (at) => this.takeAt(at),
      reached: (at) => this.mark(at),
      over: () => this.choose(this.at, false),
    });
    this.scrub.addEventListener("input", () => this.choose(Number(this.scrub.value), true));
    this.scrub.addEventListener("keydown", (event) => this.pressed(event));
  }

  show(known: Known): void {
    this.known = known;
    const follows = this.at < 0;
    this.epochs = known.epochs.filter((epoch) => epoch.samples.length > 0);
    const some = this.epochs.length > 0;
    for (const name of ["film", "scrub", "heard"]) this.part(name).hidden = !some;
    this.part("empty").hidden = some;
    this.part("tour").hidden = this.epochs.length < 2;
    if (!some) return;
    const best = bestOf(known);
    this.film.show(
      this.epochs.map((epoch, at) => ({ name: this.nameOf(at), best: epoch === best })),
    );
    this.scrub.max = String(this.epochs.length - 1);
    this.showMelodies();
    if (follows) this.choose(Math.max(0, best ? this.epochs.indexOf(best) : 0), false);
    else this.tell();
  }

  /** The epoch that is heard. */
  get epoch(): Epoch | null {
    return this.epochs[this.at] ?? null;
  }

  private choose(at: number, sounding: boolean): void {
    if (!this.epochs[at]) return;
    this.tour.end();
    this.mark(at);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(sounding), sounding ? SETTLED_MS : 0);
  }

  private mark(at: number): void {
    this.at = at;
    this.scrub.value = String(at);
    this.film.mark(at);
    this.tell();
  }

  private async load(sounding: boolean): Promise<void> {
    const wanted = `${this.at} ${this.melody}`;
    if (wanted !== this.wanted) {
      this.wanted = wanted;
      this.part("trouble").hidden = true;
      try {
        const take = await this.takeAt(this.at);
        if (this.wanted !== wanted) return;
        this.player.document = take;
      } catch {
        this.wanted = "";
        this.part("trouble").hidden = false;
        return;
      }
    }
    if (!sounding) return;
    this.player.pause();
    this.player.currentTime = 0;
    await this.player.play();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (this.player.paused) void this.load(true);
    else this.player.pause();
  }

  private takeAt(at: number): ReturnType<Takes["of"]> {
    const epoch = this.epochs[at];
    const melody = epoch?.samples[this.melody] ?? epoch?.samples[0] ?? 0;
    return this.takes.of({ epoch: this.numberAt(at), melody });
  }

  private numberAt(at: number): number {
    const epoch = this.epochs[at];
    return epoch ? numberOf(epoch, at) : 0;
  }

  private nameOf(at: number): string {
    return String(this.numberAt(at));
  }

  private tell(): void {
    const epoch = this.epoch;
    if (!epoch || !this.known) return;
    const number = this.numberAt(this.at);
    const untrained = number === 0;
    const last = this.numberAt(this.epochs.length - 1);
    const best = epoch === bestOf(this.known);
    this.part("heard-epoch").textContent = untrained ? "Untrained" : `Epoch ${number}`;
    this.part("heard-best").hidden = !best;
    const distance = valueOf(epoch.figures["distance"]);
    this.part("heard-words").textContent =
      distance === null ? "" : `distance to real music ${figureText(distance)}`;
    showTaking(this.root, number, best || (this.known.run.kept ?? []).includes(number));
    const words = untrained ? "untrained" : `epoch ${number} of ${last}`;
    this.scrub.setAttribute("aria-valuetext", best ? `${words}, best so far` : words);
  }

  private showMelodies(): void {
    const place = this.part("melodies");
    const count = Math.max(...this.epochs.map(({ samples }) => samples.length));
    place.hidden = count < 2;
    if (place.children.length === count) return;
    place.replaceChildren(
      ...Array.from({ length: count }, (_, melody) => this.melodyButton(melody)),
    );
  }

  private melodyButton(melody: number): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = `Melody ${melody + 1}`;
    button.setAttribute("aria-pressed", String(melody === this.melody));
    button.addEventListener("click", () => {
      this.melody = melody;
      for (const [at, other] of [...this.part("melodies").children].entries())
        other.setAttribute("aria-pressed", String(at === melody));
      this.film.redraw();
      this.choose(this.at, true);
    });
    return button;
  }

  private part<E extends HTMLElement = HTMLElement>(name: string): E {
    const found = this.root.querySelector<E>(`[data-${name}]`);
    if (!found) throw new Error(`the page lacks data-${name}`);
    return found;
  }
}
