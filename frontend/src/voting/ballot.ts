/** The ballot on the page: fetches a pair, counts what is heard, casts the vote, reveals. */
import { ApiError, newKey, post, type Refusal } from "../api.ts";
import { announce } from "../site/copying.ts";
import type { SongDocument } from "../music/song.ts";
import type { PlayerProgress, SongPlayer } from "../player/element.ts";
import {
  answered,
  begun,
  due,
  heardMore,
  leftText,
  type Listening,
  type Side,
  SIDES,
  toldUpTo,
  untoldMs,
} from "./listening.ts";
import { type Progress, progressText } from "./progress.ts";

interface Paper {
  id: string;
  a: { document: SongDocument; required_ms: number };
  b: { document: SongDocument; required_ms: number };
  progress: Progress;
}

interface Maker {
  title: string;
  maker: string;
  url: string | null;
}

type Reveal = Record<Side, Maker> & { progress: Progress };

const BROKEN: Refusal = {
  code: "broken",
  message: "Something went wrong on this page. Please reload it; your votes are safe.",
};
// Refusals of a pair that no vote can be cast on any more; there may be others.
const GONE = new Set(["already_voted", "skipped", "withdrawn"]);

export class Ballot {
  private readonly root: HTMLElement;
  private readonly players: Record<Side, SongPlayer>;
  private paper: Paper | null = null;
  private listening: Listening = begun("", 0, 0);
  private casting = false; // a second press while a vote is under way is the same vote

  constructor(root: HTMLElement) {
    this.root = root;
    this.players = { a: this.player("a"), b: this.player("b") };
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
    document.addEventListener("keydown", (event) => this.key(event));
  }

  /** Fetches a pair; `why` says what became of the one before, when there is something to say. */
  async next(why = ""): Promise<void> {
    for (const side of SIDES) this.players[side].pause();
    this.root.setAttribute("aria-busy", "true");
    const refusal = await this.tried(async () => {
      const paper = await post<Paper>("ballots/", { challenge: this.root.dataset["challenge"] });
      if (paper) this.lay(paper, why);
      else this.done();
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
    this.paper = paper;
    this.listening = begun(paper.id, paper.a.required_ms, paper.b.required_ms);
    this.part("[data-pair]").hidden = this.part("[data-choices]").hidden = false;
    this.part("[data-reveal]").hidden = true;
    this.part("[data-progress]").textContent = progressText(paper.progress);
    this.show(`${why} Listen to both; then the answers unlock.`.trim());
    this.drawListening();
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
    const ms = this.listening.heard[side];
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
    if (refusal && this.listening.pair === id)
      this.listening = toldUpTo(this.listening, side, before);
  }

  private unlock(): void {
    for (const button of this.choices()) button.disabled = false;
    this.show("Which do you like better? The answers are unlocked.");
  }

  private async vote(outcome: string): Promise<void> {
    if (!this.paper || !this.listening.believed || this.casting) return;
    const { id } = this.paper;
    for (const side of SIDES) this.players[side].pause();
    this.casting = true;
    const refusal = await this.tried(async () => {
      const reveal = await post<Reveal>(`ballots/${id}/vote/`, { outcome }, newKey());
      this.paper = null;
      if (reveal) this.reveal(reveal);
    });
    this.casting = false;
    if (refusal && GONE.has(refusal.code)) await this.next(refusal.message);
  }

  private reveal(reveal: Reveal): void {
    for (const side of SIDES)
      this.part(`[data-revealed="${side}"]`).replaceChildren(named(reveal[side]));
    this.part("[data-choices]").hidden = true;
    this.lock();
    const card = this.part("[data-reveal]");
    card.hidden = false;
    card.focus();
    this.part("[data-progress]").textContent = progressText(reveal.progress);
    this.show("Your vote is counted.");
  }

  private async skip(): Promise<void> {
    if (!this.paper) return;
    const { id } = this.paper;
    const refusal = await this.tried(() => post(`ballots/${id}/skip/`, {}));
    if (!refusal) await this.next();
  }

  private done(): void {
    this.part("[data-pair]").hidden =
      this.part("[data-choices]").hidden =
      this.part("[data-reveal]").hidden =
        true;
    this.part("[data-progress]").textContent = "";
    this.show("No pair is left for you. Thank you! The board shows what all ears say together.");
    const link = document.createElement("a");
    link.href = this.root.dataset["board"] ?? "/challenges/";
    link.textContent = "See the board";
    this.part("[data-progress]").append(link);
  }

  private lock(): void {
    for (const button of this.choices()) button.disabled = true;
  }

  private drawListening(): void {
    for (const side of SIDES)
      this.part(`[data-left="${side}"]`).textContent = leftText(this.listening, side);
    if (!this.listening.believed) this.lock();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement)
      return;
    const key = event.key.toLowerCase();
    const outcome = { a: "a", b: "b", t: "tie", x: "bad" }[key];
    if (key === "1") void this.players.a.toggle();
    else if (key === "2") void this.players.b.toggle();
    else if (key === "n" && !this.part("[data-reveal]").hidden) void this.next();
    else if (outcome) void this.vote(outcome);
  }

  /** Null when it is done; else why not, which is shown. */
  private async tried(action: () => Promise<unknown>): Promise<Refusal | null> {
    try {
      await action();
      return null;
    } catch (error) {
      const refusal = error instanceof ApiError ? error.refusal : BROKEN;
      this.show(refusal.message, true);
      return refusal;
    }
  }

  private show(text: string, bad = false): void {
    const status = this.part("[data-status]");
    status.textContent = text;
    status.classList.toggle("bad", bad);
    announce(text);
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

function named(maker: Maker): Node {
  const text = `${maker.title}, by ${maker.maker}`;
  if (!maker.url) return document.createTextNode(text);
  const link = document.createElement("a");
  link.href = maker.url;
  link.textContent = text;
  return link;
}
