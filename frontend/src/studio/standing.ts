/** What is said of how the draft is kept: beside the title, in a banner, and where it fails. */
import type { Elements } from "./elements.ts";
import type { Messages } from "./messages.ts";
import type { Stand, Syncing } from "./syncing.ts";
import { since } from "./times.ts";

const KEPT = "Draft kept in this browser";
const KEEPING = "Keeping your draft…";
const NOT_KEPT = "Not kept in this browser";
const FULL =
  "This browser keeps no more: its storage is full or switched off. What you change is on this " +
  "page only, so export the song before you leave.";
const FULL_BUT_THERE =
  "This browser keeps no more: its storage is full or switched off. Your draft is kept on the " +
  "site as long as you are connected; export it to be sure.";
const OFFLINE =
  "You are offline. Go on: what you change waits in this browser and is sent when the line is " +
  "back.";
const OFFLINE_ALONE =
  "You are offline. Go on: the song is kept in this browser; models and Save wait for the line.";

/**
 * `kept`: whether this browser keeps drafts; null before the first was written. While it is
 * `writing` nothing is called kept: a page that is killed then has lost the last moment.
 */
export function standWords(stand: Stand, kept: boolean | null, writing = false): string {
  if (stand.kind === "saved") {
    return `Draft saved ${since(stand.at)}${kept === false ? ", not in this browser" : ""}`;
  }
  if (kept === null) return "";
  if (!kept) return NOT_KEPT;
  if (writing) return stand.kind === "waiting" ? `Offline. ${KEEPING}` : KEEPING;
  if (stand.kind === "waiting") return "Offline, draft kept in this browser";
  return stand.kind === "refused" ? "Draft kept in this browser only" : KEPT;
}

/** The same where there is little room: on a phone. */
export function shortWords(stand: Stand, kept: boolean | null, writing = false): string {
  if (stand.kind === "saved") return `Saved ${since(stand.at)}`;
  if (kept === null) return "";
  if (!kept) return "Not kept";
  if (writing) return "Keeping…";
  return stand.kind === "waiting" ? "Offline, kept" : "Kept here";
}

type Places = Pick<Elements, "draftState" | "draftShort" | "offline">;

export class Standing {
  /** Whether there is something that waits to be written. */
  pending: () => boolean = () => false;
  private kept: boolean | null = null;
  private writing: Promise<void> | null = null;
  private stand: Stand = { kind: "none" };
  private readonly page: Places;
  private readonly messages: Messages;
  private readonly exportMidi: () => void;
  private readonly signedIn: boolean;

  constructor(page: Places, messages: Messages, exportMidi: () => void, signedIn: boolean) {
    this.page = page;
    this.messages = messages;
    this.exportMidi = exportMidi;
    this.signedIn = signedIn;
  }

  /** Follows the clock, the line and the site's answers. */
  follow(syncing: Syncing | null, events: EventTarget): void {
    if (syncing) syncing.onStand = () => this.take(syncing.stand);
    setInterval(() => this.draw(), 1_000);
    events.addEventListener("offline", () => this.showLine(false));
    events.addEventListener("online", () => this.showLine(true));
    this.showLine(navigator.onLine);
  }

  /** Whether this browser has kept the draft; it is said when that is written. */
  tell(kept: boolean, durable: Promise<void>): void {
    const before = this.kept;
    this.kept = kept;
    this.writing = durable;
    void durable.then(() => this.settle(durable));
    this.draw();
    if (kept || before === false) return;
    const act = { label: "Export MIDI", primary: true, act: this.exportMidi };
    const there = this.stand.kind === "saved";
    this.messages.notice("bad", there ? FULL_BUT_THERE : FULL, act);
  }

  private settle(durable: Promise<void>): void {
    if (this.writing !== durable) return; // a later one is under way
    this.writing = null;
    this.draw();
  }

  private take(stand: Stand): void {
    const before = this.stand.kind;
    this.stand = stand;
    this.draw();
    if (stand.kind === "refused" && before !== "refused") {
      this.messages.notice("warn", stand.message);
    }
    if (stand.kind === "waiting") this.showLine(false);
    if (stand.kind !== "saved") return;
    this.showLine(true);
    if (before === "waiting") this.messages.say("The line is back. Your draft is saved.");
  }

  private showLine(there: boolean): void {
    this.page.offline.textContent = there ? "" : this.signedIn ? OFFLINE : OFFLINE_ALONE;
    this.page.offline.hidden = there;
  }

  draw(): void {
    const { draftState, draftShort } = this.page;
    const writing = this.writing !== null || this.pending();
    write(draftState, standWords(this.stand, this.kept, writing));
    write(draftShort, shortWords(this.stand, this.kept, writing));
  }
}

function write(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}
