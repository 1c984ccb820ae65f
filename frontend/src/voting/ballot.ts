/** The ballot on the page: fetches a pair, counts what is heard, casts the vote, and goes on. */
import { ApiError, newKey, post, type Refusal } from "../api.ts";
import type { SongDocument } from "../music/song.ts";
import type { PlayerProgress, SongPlayer } from "../player/element.ts";
import { actionOf } from "./keys.ts";
import {
  answered,
  begun,
  due,
  heardMore,
  leftText,
  type Listening,
  lockedText,
  missingMs,
  type Side,
  SIDES,
  toldUpTo,
  untoldMs,
} from "./listening.ts";
import { chosenText, pairText, type Progress, progressText } from "./progress.ts";
import { Switching } from "./switching.ts";

type Song = { document: SongDocument; required_ms: number; heard_ms: number };
type Paper = Record<Side, Song> & { id: string; progress: Progress };
type Receipt = { chosen: string; progress: Progress };

const BROKEN: Refusal = {
  code: "broken",
  message: "Something went wrong on this page. Please reload it; your votes are safe.",
};
// Refusals of a pair that no vote can be cast on any more; there may be others.
const GONE = new Set(["already_voted", "skipped", "withdrawn"]);
const SIGNED_OUT = new Set(["not_authenticated", "authentication_failed"]);

export class Ballot {
  private readonly root: HTMLElement;
  private readonly players: Record<Side, SongPlayer>;
  private readonly switching: Switching;
  private paper: Paper | null = null;
  private listening: Listening = begun("", 0, 0);
  private casting = false; // a second press while a vote is under way is the same vote

  constructor(root: HTMLElement) {
    this.root = root;
    this.players = { a: this.player("a"), b: this.player("b") };
    this.switching = new Switching(
      this.players,
      (side) => missingMs(this.listening, side) / 1000,
    );
    for (const side of SIDES) {
      this.players[side].addEventListener("progress", (event) =>
        this.heard(side, (event as Event as CustomEvent<PlayerProgress>).detail),
      );
      this.players[side].addEventListener("pause", () => void this.report(side));
      this.players[side].addEventListener("ended", () => void this.report(side));
    }
    for (const button of this.choices())
      button.addEventListener("click", () => void this.vote(button.dataset["outcome"] ?? ""));
    this.part("[data-skip]").addEventListener("click", () => void this.skip());
    for (const button of ["[data-next]", "[data-again]"])
      this.part(button).addEventListener("click", () => void this.next());
    // Letters act while the focus is in the ballot, and nowhere else on the page.
    root.addEventListener("keydown", (event) => this.key(event));
  }

  /** Fetches a pair; `why` says what became of the one before, when there is something to say. */
  async next(why = ""): Promise<void> {
    for (const side of SIDES) this.players[side].pause();
    this.root.setAttribute("aria-busy", "true");
    const refusal = await this.tried(async () => {
      const paper = await post<Paper>("ballots/", { challenge: this.root.dataset["challenge"] });
      if (paper) this.lay(paper, why);
      else this.done(why);
    });
    this.root.setAttribute("aria-busy", "false");
    // Whoever is told to wait need not load the page anew; beside "Next pair" it would be the same
    // button twice.
    this.part("[data-again]").hidden = !refusal || !this.part("[data-reveal]").hidden;
  }

  private lay(paper: Paper, why: string): void {
    this.paper = null; // a player that sounds again tells, while it stops, of the song before
    // And begins to count from 0.
    for (const side of SIDES) this.players[side].document = paper[side].document;
    this.switching.reset();
    this.paper = paper;
    const before = { a: paper.a.heard_ms, b: paper.b.heard_ms };
    this.listening = begun(paper.id, paper.a.required_ms, paper.b.required_ms, before);
    this.part("[data-pair]").hidden = this.part("[data-choices]").hidden = false;
    this.part("[data-reveal]").hidden = true;
    this.tell(paper.progress);
    const open = this.listening.believed;
    const words = open ? "You have heard both." : "Listen to both; then the answers unlock.";
    this.show(`${why} ${words}`.trim());
    this.drawListening();
    if (open) this.unlock();
    this.part("[data-title]").focus({ preventScroll: true });
  }

  private tell(progress: Progress): void {
    this.part("[data-title]").textContent = pairText(progress);
    this.part("[data-progress]").textContent = progressText(progress);
    const bar = this.part("[data-bar]") as HTMLProgressElement;
    bar.max = Math.max(1, progress.most);
    bar.value = progress.number - 1;
    this.part("[data-skip]").hidden = progress.skips_left === 0;
  }

  private heard(side: Side, progress: PlayerProgress): void {
    if (!this.paper) return;
    this.listening = heardMore(this.listening, side, progress.heardMs);
    this.drawListening();
    for (const each of SIDES) if (due(this.listening, each)) void this.report(each);
  }

  /** Tells the server; it believes no more than its own clock allows. */
  private async report(side: Side): Promise<void> {
    if (!this.paper || untoldMs(this.listening, side) <= 0) return;
    const { id } = this.paper;
    const ms = Math.round(this.listening.heard[side]);
    const before = this.listening.told[side];
    this.listening = toldUpTo(this.listening, side, ms);
    const refusal = await this.tried(async () => {
      const answer = await post<{ heard_ms_a: number; heard_ms_b: number }>(
        `ballots/${id}/heard/`,
        { side, ms },
      );
      if (!answer) return;
      const locked = !this.listening.believed;
      this.listening = answered(this.listening, id, { a: answer.heard_ms_a, b: answer.heard_ms_b });
      if (locked && this.listening.believed) this.unlock();
    });
    if (!refusal || this.listening.pair !== id) return;
    this.listening = toldUpTo(this.listening, side, before);
    if (GONE.has(refusal.code)) await this.leave(id, refusal);
  }

  /** Nobody can vote on this pair any more: the next one comes by itself, and says why. */
  private async leave(id: string, refusal: Refusal): Promise<void> {
    if (this.paper?.id !== id) return; // another report has left it already
    this.paper = null;
    await this.next(refusal.message);
  }

  private unlock(): void {
    for (const button of this.choices()) button.setAttribute("aria-disabled", "false");
    this.part("[data-locked]").textContent = "";
    this.show("Which do you like better? The answers are unlocked.");
  }

  private async vote(outcome: string): Promise<void> {
    if (!this.paper || this.casting) return;
    if (!this.listening.believed) return this.show(lockedText(this.listening));
    const { id } = this.paper;
    for (const side of SIDES) this.players[side].pause();
    this.casting = true;
    const refusal = await this.tried(async () => {
      const receipt = await post<Receipt>(`ballots/${id}/vote/`, { outcome }, newKey());
      this.paper = null;
      if (receipt) this.thank(receipt);
    });
    this.casting = false;
    if (refusal && GONE.has(refusal.code)) await this.leave(id, refusal);
  }

  private thank(receipt: Receipt): void {
    this.part("[data-chosen]").textContent = chosenText(receipt.chosen);
    this.part("[data-choices]").hidden = true;
    this.lock();
    this.part("[data-progress]").textContent = progressText(receipt.progress);
    (this.part("[data-bar]") as HTMLProgressElement).value = receipt.progress.number - 1;
    const card = this.part("[data-reveal]");
    card.hidden = false;
    this.show("Your vote is counted.");
    card.focus({ preventScroll: true });
  }

  private async skip(): Promise<void> {
    if (!this.paper) return;
    const { id } = this.paper;
    const refusal = await this.tried(() => post(`ballots/${id}/skip/`, {}));
    if (!refusal) await this.next();
    else if (GONE.has(refusal.code)) await this.leave(id, refusal);
  }

  private done(why: string): void {
    for (const part of ["[data-pair]", "[data-choices]", "[data-reveal]", "[data-title]"])
      this.part(part).hidden = true;
    const bar = this.part("[data-bar]") as HTMLProgressElement;
    bar.value = bar.max;
    this.part("[data-progress]").textContent = "";
    this.show(`${why} No pair is left for you. Thank you!`.trim());
    const over = this.part("[data-over]");
    over.hidden = false;
    over.focus({ preventScroll: true }); // what had the focus is gone
  }

  private lock(): void {
    for (const button of this.choices()) button.setAttribute("aria-disabled", "true");
  }

  private drawListening(): void {
    for (const side of SIDES)
      this.part(`[data-left="${side}"]`).textContent = leftText(this.listening, side);
    if (this.listening.believed) return;
    this.lock();
    this.part("[data-locked]").textContent = lockedText(this.listening);
  }

  private key(event: KeyboardEvent): void {
    const action = actionOf(event);
    if (!action) return;
    if (action === "next") void (this.part("[data-reveal]").hidden || this.next());
    else if (action.startsWith("play-")) void this.players[action.slice(5) as Side].toggle();
    else if (action === "skip") void (this.part("[data-skip]").hidden || this.skip());
    else void this.vote(action);
  }

  /** Null when it is done; else why not, which is shown. */
  private async tried(action: () => Promise<unknown>): Promise<Refusal | null> {
    try {
      await action();
      return null;
    } catch (error) {
      const refusal = error instanceof ApiError ? error.refusal : BROKEN;
      this.show(refusal.message, true);
      this.part("[data-sign-in]").hidden = !SIGNED_OUT.has(refusal.code);
      return refusal;
    }
  }

  /** In one place, which screen readers are told of; nothing is said twice. */
  private show(text: string, bad = false): void {
    const status = this.part("[data-status]");
    status.textContent = text;
    status.classList.toggle("bad", bad);
  }

  private choices(): NodeListOf<HTMLButtonElement> {
    return this.root.querySelectorAll<HTMLButtonElement>("[data-outcome]");
  }

  private player(side: Side): SongPlayer {
    return this.root.querySelector<SongPlayer>(`[data-player="${side}"]`) as SongPlayer;
  }

  private part(selector: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(selector) as HTMLElement;
  }
}
