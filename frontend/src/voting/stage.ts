/** The places of the voting page, and what is written in them; it knows nothing of the server. */
import type { SongPlayer } from "../player/element.ts";
import { leftText, type Listening, lockedText, needText, type Side, SIDES } from "./listening.ts";
import {
  chosenText,
  countedText,
  pairText,
  type Progress,
  progressText,
  thanked,
} from "./progress.ts";

export const OVER = "No pair is left for you. Thank you!";

export class Stage {
  readonly root: HTMLElement;
  readonly players: Record<Side, SongPlayer>;

  constructor(root: HTMLElement) {
    this.root = root;
    this.players = { a: this.player("a"), b: this.player("b") };
  }

  part(selector: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(selector) as HTMLElement;
  }

  choices(): NodeListOf<HTMLButtonElement> {
    return this.root.querySelectorAll<HTMLButtonElement>("[data-outcome]");
  }

  /** In one place, which screen readers are told of; nothing is said twice. */
  say(text: string, bad = false): void {
    const status = this.part("[data-status]");
    status.textContent = text;
    status.classList.toggle("bad", bad);
  }

  /** A pair lies there, to be heard; it has the focus. */
  lay(progress: Progress): void {
    this.reveal("[data-pair]", "[data-choices]", "[data-title]");
    this.hide("[data-reveal]", "[data-over]");
    this.tell(progress);
    this.part("[data-title]").textContent = pairText(progress);
    this.part("[data-skip]").hidden = progress.skips_left === 0;
    this.part("[data-title]").focus({ preventScroll: true });
  }

  /** Each side of this ballot can be reported; nothing is told there of which entry it is. */
  offerReports(ballot: string): void {
    this.reveal("[data-reports]");
    for (const side of SIDES) {
      const address = `/report/ballot/${ballot}/${side}/`;
      this.part(`[data-report="${side}"]`).setAttribute("href", address);
    }
  }

  draw(listening: Listening): void {
    for (const side of SIDES) {
      this.part(`[data-left="${side}"]`).textContent = leftText(listening, side);
      this.part(`[data-need="${side}"]`).textContent = needText(listening, side);
    }
    if (listening.believed) return;
    this.able(false);
    this.part("[data-locked]").textContent = lockedText(listening);
  }

  unlock(): void {
    this.able(true);
    this.part("[data-locked]").textContent = "";
  }

  /** What became of a vote, the `sitting`th of this page; the last one of a voter ends it. */
  thank(chosen: string, progress: Progress, sitting: number): void {
    const counted = countedText(sitting);
    this.hide("[data-choices]", "[data-skip]");
    this.able(false);
    this.tell(progress);
    const last = progress.left === 0;
    this.part("[data-chosen]").textContent = chosenText(chosen);
    this.part("[data-next]").hidden = last;
    this.part("[data-picks]").hidden = !thanked(sitting);
    this.reveal("[data-reveal]", ...(last ? ["[data-over]"] : []));
    this.say(last ? `${counted} ${OVER}` : counted);
    this.part("[data-reveal]").focus({ preventScroll: true });
  }

  /** No pair comes. */
  end(why: string): void {
    this.hide("[data-pair]", "[data-choices]", "[data-reveal]", "[data-title]", "[data-skip]");
    this.hide("[data-reports]");
    const bar = this.part("[data-bar]") as HTMLProgressElement;
    bar.value = bar.max;
    this.part("[data-progress]").textContent = this.part("[data-loudness]").textContent = "";
    this.say(`${why} ${OVER}`.trim());
    this.reveal("[data-over]");
    this.part("[data-over]").focus({ preventScroll: true }); // what had the focus is gone
  }

  private tell(progress: Progress): void {
    this.part("[data-progress]").textContent = progressText(progress);
    const bar = this.part("[data-bar]") as HTMLProgressElement;
    bar.max = Math.max(1, progress.most);
    bar.value = progress.number - 1;
  }

  private able(on: boolean): void {
    for (const button of this.choices()) button.setAttribute("aria-disabled", String(!on));
  }

  private reveal(...selectors: string[]): void {
    for (const selector of selectors) this.part(selector).hidden = false;
  }

  private hide(...selectors: string[]): void {
    for (const selector of selectors) this.part(selector).hidden = true;
  }

  private player(side: Side): SongPlayer {
    return this.root.querySelector<SongPlayer>(`[data-player="${side}"]`) as SongPlayer;
  }
}
