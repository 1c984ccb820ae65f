/** Hum a melody: a recording is made or chosen, listened to, put right, and taken into the song. */
import type { Heard } from "../../humming/curve.ts";
import { decode, DecodingError, type Recording } from "../../humming/decoding.ts";
import { hear } from "../../humming/hearing.ts";
import { Microphone, standing, whyNot } from "../../humming/microphone.ts";
import { newSheet } from "../../humming/sheet.ts";
import { plural } from "../../music/words.ts";
import { make } from "../page.ts";
import { currentTrack } from "../state.ts";
import type { Studio } from "../studio.ts";
import { findParts, type Parts } from "./parts.ts";
import { Review } from "./review.ts";
import { places, type Where } from "./taking.ts";
import { Taping } from "./taping.ts";
import {
  cutWords,
  DOUBTS,
  FAULTS,
  LISTENING,
  NO_NOTES,
  NOT_HEARD,
  READING,
  STANDING,
} from "./words.ts";

const PHASES = ["begin", "recording", "reading", "result"] as const;
type Phase = (typeof PHASES)[number];

export class HumDialog {
  private readonly studio: Studio;
  private readonly dialog: HTMLDialogElement;
  private readonly parts: Parts;
  private readonly review: Review;
  private readonly taping: Taping;
  private readonly taken: () => void;
  private reading = new AbortController();

  /** `taken` is called when the melody is in the song. */
  constructor(studio: Studio, dialog: HTMLDialogElement, taken: () => void) {
    this.studio = studio;
    this.taken = taken;
    this.dialog = dialog;
    const parts = (this.parts = findParts(dialog));
    this.review = new Review(studio, parts);
    this.taping = new Taping(parts, (tape) => void this.read(tape));
    dialog.addEventListener("close", () => this.forget());
    parts.close.onclick = () => dialog.close();
    parts.start.onclick = () => void this.record();
    parts.again.onclick = () => void this.begin();
    parts.choose.onclick = () => parts.file.click();
    parts.file.onchange = () => this.readChosen();
    parts.result.onsubmit = (event) => this.accept(event);
  }

  /** With a recording it is read at once. */
  open(file?: File): void {
    this.studio.player.pause();
    if (!this.dialog.open) this.dialog.showModal();
    if (file) void this.read(file);
    else void this.begin();
  }

  private show(phase: Phase): void {
    for (const each of PHASES) this.parts[each].hidden = each !== phase;
  }

  private say(words: string, isWarning = false): void {
    this.parts.words.textContent = words;
    this.parts.words.classList.toggle("warn", isWarning);
  }

  private forget(): void {
    this.reading.abort();
    this.taping.drop();
    this.review.forget();
  }

  private async begin(): Promise<void> {
    this.forget();
    this.show("begin");
    this.parts.start.focus();
    const now = await standing();
    this.say(STANDING[now], now === "denied" || now === "insecure");
  }

  private async record(): Promise<void> {
    const mine = this.newReading();
    try {
      const microphone = await Microphone.open();
      if (mine.aborted) return microphone.close();
      this.show("recording");
      this.say(LISTENING);
      this.taping.start(microphone);
    } catch (error) {
      this.say(STANDING[whyNot(error, await standing())], true);
    }
  }

  private readChosen(): void {
    const file = this.parts.file.files?.[0];
    this.parts.file.value = ""; // the same file may be chosen again
    if (file) void this.read(file);
  }

  private newReading(): AbortSignal {
    this.forget();
    this.reading = new AbortController();
    return this.reading.signal;
  }

  private async read(tape: Blob): Promise<void> {
    const mine = this.newReading();
    this.show("reading");
    this.say(READING);
    try {
      const recording = await decode(tape);
      const heard = await hear(recording, mine);
      if (!mine.aborted) this.tell(tape, recording, heard);
    } catch (error) {
      if (mine.aborted) return;
      this.fail(error instanceof DecodingError ? FAULTS[error.fault] : NOT_HEARD);
    }
  }

  private tell(tape: Blob, recording: Recording, { curve, doubt }: Heard): void {
    if (doubt === "silence" || doubt === "noise") return this.fail(DOUBTS[doubt]);
    const sheet = newSheet(curve, recording.samples.length / recording.rate);
    this.show("result");
    this.review.show(sheet, tape);
    this.fillPlaces();
    this.parts.picture.focus();
    const none = sheet.notes.length === 0 ? NO_NOTES : "";
    const warnings = [cutWords(recording.seconds), doubt ? DOUBTS[doubt] : none].filter(Boolean);
    const found = `${plural(sheet.notes.length, "note")} heard. Listen, and put right.`;
    this.say([...warnings, found].join(" "), warnings.length > 0);
  }

  private fail(words: string): void {
    this.show("begin");
    this.say(words, true);
    this.parts.start.focus();
  }

  private fillPlaces(): void {
    const { state } = this.studio;
    const name = currentTrack(state)?.name || `track ${state.track + 1}`;
    const words = { new: "on a new track", place: `in place of the notes of ${name}` };
    this.parts.where.replaceChildren(
      ...places(state).map((where) => make("option", { value: where }, words[where])),
    );
  }

  private accept(event: SubmitEvent): void {
    event.preventDefault();
    const count = this.review.take(this.parts.where.value as Where);
    this.dialog.close();
    this.taken();
    this.studio.messages.say(`${plural(count, "note")} are in the song`);
  }
}
