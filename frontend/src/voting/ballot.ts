/** The ballot on the page: fetches a pair, counts what is heard, casts the vote, and goes on. */
import { ApiError, newKey, post, type Refusal } from "../api.ts";
import { fromDocument, type SongDocument } from "../music/song.ts";
import type { PlayerProgress } from "../player/element.ts";
import { actionOf, KeySwitch } from "./keys.ts";
import {
  answered,
  begun,
  due,
  heardMore,
  type Listening,
  lockedText,
  missingMs,
  type Side,
  SIDES,
  toldUpTo,
  untoldMs,
} from "./listening.ts";
import { type Matched, matched, matchedText } from "./loudness.ts";
import type { Progress } from "./progress.ts";
import { Stage } from "./stage.ts";
import { Switching } from "./switching.ts";
import { UndoOffer } from "./undoing.ts";

type Song = { document: SongDocument; required_ms: number; heard_ms: number };
type Paper = Record<Side, Song> & { id: string; progress: Progress };
type Receipt = { chosen: string; progress: Progress; undo_seconds: number };

const BROKEN: Refusal = {
  code: "broken",
  message: "Something went wrong on this page. Please reload it; your votes are safe.",
};
// Refusals of a pair that no vote can be cast on any more; there may be others.
const GONE = new Set(["already_voted", "skipped", "withdrawn"]);
const SIGNED_OUT = new Set(["not_authenticated", "authentication_failed"]);

export class Ballot {
  private readonly stage: Stage;
  private readonly switching: Switching;
  private readonly keys: KeySwitch;
  private readonly undoing: UndoOffer;
  private paper: Paper | null = null;
  private cast = ""; // id of the ballot on which the last vote stands
  private listening: Listening = begun("", 0, 0);
  private sitting = 0; // votes since the page was opened
  private busy = false; // a second press while a vote is under way is the same vote

  constructor(root: HTMLElement) {
    this.stage = new Stage(root);
    this.keys = new KeySwitch(root);
    this.undoing = new UndoOffer(root, () => void this.undo());
    const { players } = this.stage;
    this.switching = new Switching(players, (side) => missingMs(this.listening, side) / 1000);
    for (const side of SIDES) {
      players[side].addEventListener("progress", (event) =>
        this.heard(side, (event as Event as CustomEvent<PlayerProgress>).detail),
      );
      players[side].addEventListener("pause", () => void this.report(side));
      players[side].addEventListener("ended", () => void this.report(side));
    }
    for (const button of this.stage.choices())
      button.addEventListener("click", () => void this.vote(button.dataset["outcome"] ?? ""));
    this.stage.part("[data-skip]").addEventListener("click", () => void this.skip());
    for (const button of ["[data-next]", "[data-again]"])
      this.stage.part(button).addEventListener("click", () => void this.next());
    // Letters act while the focus is in the ballot, and nowhere else on the page.
    root.addEventListener("keydown", (event) => this.key(event));
  }

  /** Fetches a pair; `why` says what became of the one before, when there is something to say. */
  async next(why = ""): Promise<void> {
    const { root } = this.stage;
    for (const side of SIDES) this.stage.players[side].pause();
    root.setAttribute("aria-busy", "true");
    const refusal = await this.tried(async () => {
      const paper = await post<Paper>("ballots/", { challenge: root.dataset["challenge"] });
      this.undoing.end();
      if (paper) this.lay(paper, why);
      else this.stage.end(why);
    });
    root.setAttribute("aria-busy", "false");
    // Whoever is told to wait need not load the page anew; beside "Next pair" it would be the same
    // button twice.
    this.stage.part("[data-again]").hidden = !refusal || !this.stage.part("[data-reveal]").hidden;
  }

  private lay(paper: Paper, why: string): void {
    this.paper = null; // a player that sounds again tells, while it stops, of the song before
    // And begins to count from 0.
    for (const side of SIDES) this.stage.players[side].document = paper[side].document;
    this.switching.reset();
    this.match(matched(fromDocument(paper.a.document), fromDocument(paper.b.document)));
    this.paper = paper;
    const before = { a: paper.a.heard_ms, b: paper.b.heard_ms };
    this.listening = begun(paper.id, paper.a.required_ms, paper.b.required_ms, before);
    const open = this.listening.believed;
    const heard = "You have heard both. The answers are unlocked.";
    const words = open ? heard : "Listen to both; then the answers unlock.";
    this.stage.say(`${why} ${words}`.trim());
    this.stage.draw(this.listening);
    if (open) this.stage.unlock();
    this.stage.lay(paper.progress);
    this.stage.offerReports(paper.id);
  }

  private match(gains: Matched): void {
    for (const side of SIDES) this.stage.players[side].gain = gains[side];
    this.stage.part("[data-loudness]").textContent = matchedText(gains);
  }

  private heard(side: Side, progress: PlayerProgress): void {
    if (!this.paper) return;
    this.listening = heardMore(this.listening, side, progress.heardMs);
    this.stage.draw(this.listening);
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
    this.stage.unlock();
    this.stage.say("Which do you like better? The answers are unlocked.");
  }

  private async vote(outcome: string): Promise<void> {
    if (!this.paper || this.busy) return;
    if (!this.listening.believed) return this.stage.say(lockedText(this.listening));
    const { id } = this.paper;
    for (const side of SIDES) this.stage.players[side].pause();
    this.busy = true;
    const refusal = await this.tried(async () => {
      const receipt = await post<Receipt>(`ballots/${id}/vote/`, { outcome }, newKey());
      this.paper = null;
      if (receipt) this.thank(id, receipt);
    });
    this.busy = false;
    if (refusal && GONE.has(refusal.code)) await this.leave(id, refusal);
  }

  private thank(id: string, receipt: Receipt): void {
    this.cast = id;
    this.sitting += 1;
    this.stage.thank(receipt.chosen, receipt.progress, this.sitting);
    this.undoing.offer(receipt.undo_seconds);
  }

  /** The pair that was just voted on lies there again, with all that was heard of it. */
  private async undo(): Promise<void> {
    if (this.busy || !this.undoing.stands) return;
    this.busy = true;
    const refusal = await this.tried(async () => {
      const paper = await post<Paper>(`ballots/${this.cast}/undo/`, {}, newKey());
      this.undoing.end();
      this.sitting -= 1;
      if (paper) this.lay(paper, "Your vote is taken back.");
    });
    this.busy = false;
    if (refusal && !SIGNED_OUT.has(refusal.code)) this.undoing.end();
  }

  private async skip(): Promise<void> {
    if (!this.paper) return;
    const { id } = this.paper;
    const refusal = await this.tried(() => post(`ballots/${id}/skip/`, {}));
    if (!refusal) await this.next();
    else if (GONE.has(refusal.code)) await this.leave(id, refusal);
  }

  private key(event: KeyboardEvent): void {
    const action = this.keys.on ? actionOf(event) : null;
    if (!action) return;
    const shown = (part: string): boolean => this.stage.part(part).checkVisibility();
    if (action === "next") void (shown("[data-next]") && this.next());
    else if (action === "undo") void this.undo();
    else if (action.startsWith("play-")) void this.stage.players[action.slice(5) as Side].toggle();
    else if (action === "skip") void (shown("[data-skip]") && this.skip());
    else void this.vote(action);
  }

  /** Null when it is done; else why not, which is shown. */
  private async tried(action: () => Promise<unknown>): Promise<Refusal | null> {
    try {
      await action();
      return null;
    } catch (error) {
      const refusal = error instanceof ApiError ? error.refusal : BROKEN;
      this.stage.say(refusal.message, true);
      this.stage.part("[data-sign-in]").hidden = !SIGNED_OUT.has(refusal.code);
      return refusal;
    }
  }
}
