/** The ballot on the page: fetches a pair, counts what is heard, casts the vote, reveals. */
import { ApiError, newKey, post } from "../api.ts";
import { announce } from "../frame/copying.ts";
import type { SongDocument } from "../music/song.ts";
import type { PlayerProgress, SongPlayer } from "../player/element.ts";
import { begun, heardMore, leftText, type Listening, type Side, SIDES, unlocked } from "./listening.ts";

interface Paper {
  id: string;
  a: { document: SongDocument; required_ms: number };
  b: { document: SongDocument; required_ms: number };
  progress: { cast: number; left: number };
}

interface Maker {
  title: string;
  maker: string;
  url: string | null;
}

const REPORT_EVERY = 1000; // milliseconds of listening

export class Ballot {
  private readonly root: HTMLElement;
  private readonly players: Record<Side, SongPlayer>;
  private readonly reported: Record<Side, number> = { a: 0, b: 0 };
  private readonly base: Record<Side, number> = { a: 0, b: 0 }; // what a player had played before this pair
  private paper: Paper | null = null;
  private listening: Listening = begun(0, 0);
  private confirmed = false; // the server has believed enough on both sides

  constructor(root: HTMLElement) {
    this.root = root;
    this.players = { a: this.player("a"), b: this.player("b") };
    for (const side of SIDES) {
      this.players[side].addEventListener("progress", (event) => this.heard(side, (event as Event as CustomEvent<PlayerProgress>).detail));
      this.players[side].addEventListener("pause", () => void this.report(side));
      this.players[side].addEventListener("ended", () => void this.report(side));
    }
    for (const button of this.choices()) button.addEventListener("click", () => void this.vote(button.dataset["outcome"] ?? ""));
    this.part("[data-skip]").addEventListener("click", () => void this.skip());
    this.part("[data-next]").addEventListener("click", () => void this.next());
    document.addEventListener("keydown", (event) => this.key(event));
  }

  async next(): Promise<void> {
    for (const side of SIDES) this.players[side].pause();
    this.root.setAttribute("aria-busy", "true");
    await this.tried(async () => {
      this.paper = await post<Paper>("ballots/", { challenge: this.root.dataset["challenge"] });
      if (this.paper) this.lay(this.paper);
      else this.done();
    });
    this.root.setAttribute("aria-busy", "false");
  }

  private lay(paper: Paper): void {
    this.listening = begun(paper.a.required_ms, paper.b.required_ms);
    this.confirmed = false;
    for (const side of SIDES) {
      this.reported[side] = 0;
      this.base[side] = this.players[side].heardMs;
      this.players[side].document = paper[side].document;
    }
    this.part("[data-pair]").hidden = this.part("[data-choices]").hidden = false;
    this.part("[data-reveal]").hidden = true;
    this.part("[data-progress]").textContent = `You have voted ${paper.progress.cast} times; ${paper.progress.left} pairs left for you.`;
    this.show("Listen to both; then the answers unlock.");
    this.drawListening();
  }

  private heard(side: Side, progress: PlayerProgress): void {
    if (!this.paper) return;
    const ms = Math.round(progress.heardMs - this.base[side]);
    this.listening = heardMore(this.listening, side, ms);
    this.drawListening();
    const enough = unlocked(this.listening) && !this.confirmed;
    if (ms - this.reported[side] >= REPORT_EVERY || enough) void this.report(side);
  }

  /** Tells the server; it believes no more than its own clock allows. */
  private async report(side: Side): Promise<void> {
    const ms = this.listening.heard[side];
    if (!this.paper || ms <= this.reported[side]) return;
    this.reported[side] = ms;
    await this.tried(async () => {
      const believed = await post<{ heard_ms_a: number; heard_ms_b: number }>(`ballots/${this.paper?.id}/heard/`, { side, ms });
      if (!believed || this.confirmed) return;
      const { required } = this.listening;
      this.confirmed = believed.heard_ms_a >= required.a && believed.heard_ms_b >= required.b;
      if (this.confirmed) this.unlock();
    });
  }

  private unlock(): void {
    for (const button of this.choices()) button.disabled = false;
    this.show("Which do you like better? The answers are unlocked.");
  }

  private async vote(outcome: string): Promise<void> {
    if (!this.paper || !this.confirmed) return;
    const { id } = this.paper;
    for (const side of SIDES) this.players[side].pause();
    await this.tried(async () => {
      const reveal = await post<Record<Side, Maker>>(`ballots/${id}/vote/`, { outcome }, newKey());
      this.paper = null;
      if (reveal) this.reveal(reveal);
    });
  }

  private reveal(reveal: Record<Side, Maker>): void {
    for (const side of SIDES) this.part(`[data-revealed="${side}"]`).replaceChildren(named(reveal[side]));
    this.part("[data-choices]").hidden = true;
    this.lock();
    const card = this.part("[data-reveal]");
    card.hidden = false;
    card.focus();
    this.show("Your vote is counted.");
  }

  private async skip(): Promise<void> {
    if (!this.paper) return;
    const { id } = this.paper;
    const done = await this.tried(() => post(`ballots/${id}/skip/`, {}));
    if (done) await this.next();
  }

  private done(): void {
    this.part("[data-pair]").hidden = this.part("[data-choices]").hidden = this.part("[data-reveal]").hidden = true;
    this.part("[data-progress]").textContent = "";
    this.show("You have heard every pair. Thank you! The board shows what all ears say together.");
    const link = document.createElement("a");
    link.href = this.root.dataset["board"] ?? "/challenges/";
    link.textContent = "See the board";
    this.part("[data-progress]").append(link);
  }

  private lock(): void {
    for (const button of this.choices()) button.disabled = true;
  }

  private drawListening(): void {
    for (const side of SIDES) this.part(`[data-left="${side}"]`).textContent = leftText(this.listening, side);
    if (!this.confirmed) this.lock();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    const outcome = { a: "a", b: "b", t: "tie", x: "bad" }[key];
    if (key === "1") void this.players.a.toggle();
    else if (key === "2") void this.players.b.toggle();
    else if (key === "n" && !this.part("[data-reveal]").hidden) void this.next();
    else if (outcome) void this.vote(outcome);
  }

  private async tried(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.show(error instanceof ApiError ? error.message : "Something went wrong on this page. Please reload it; your votes are safe.", true);
      return false;
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
