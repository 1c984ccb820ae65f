/** What was heard, to be looked at, heard, and put right, before it goes into the song. */
import { drawHeard, leastWidth, noteAt, type Picture, scaleOf } from "../../humming/drawing.ts";
import { fitted } from "../../humming/fitting.ts";
import * as sheets from "../../humming/sheet.ts";
import type { Note, Tempo } from "../../music/song.ts";
import { secondsAt, tempoAt } from "../../music/time.ts";
import { fitted as fittedCanvas, oncePerFrame } from "../../screen/canvas.ts";
import { type Palette, palette, watchTheme } from "../../screen/colours.ts";
import { currentTrack } from "../state.ts";
import type { Studio } from "../studio.ts";
import { type Comparable, Comparing, type Voice } from "./comparing.ts";
import { bindControls, showControls } from "./controls.ts";
import type { Parts } from "./parts.ts";
import { barStart, takeHummed, type Where } from "./taking.ts";
import { showTable } from "./table.ts";

export class Review {
  sheet: sheets.Sheet | null = null;
  private readonly studio: Studio;
  private readonly parts: Parts;
  private readonly comparing: Comparing;
  private readonly draw = oncePerFrame(() => this.paint());
  private colours: Palette | null = null;

  constructor(studio: Studio, parts: Parts) {
    this.studio = studio;
    this.parts = parts;
    this.comparing = new Comparing(studio, () => this.showHearing());
    bindControls(parts, (change) => this.change(change));
    parts.hearVoice.onclick = () => void this.hear("recording");
    parts.hearNotes.onclick = () => void this.hear("notes");
    parts.canvas.onpointerdown = (event) => this.point(event);
    watchTheme(() => {
      this.colours = null;
      this.draw();
    });
    new ResizeObserver(this.draw).observe(parts.canvas);
  }

  show(sheet: sheets.Sheet, recording: Blob): void {
    this.comparing.take(recording, sheet.seconds);
    this.sheet = sheet;
    this.render();
  }

  /** The notes go into the song; their number. */
  take(where: Where): number {
    const { sheet, studio, tick } = this;
    if (!sheet) return 0;
    const notes = fitted(sheet.notes, sheet.fit, studio.song, tick);
    studio.change(takeHummed, notes, where);
    return notes.length;
  }

  forget(): void {
    this.comparing.forget();
    this.sheet = null;
  }

  /** Where the first note will stand. */
  get tick(): number {
    return barStart(this.studio.song, this.studio.player.tick);
  }

  private change(change: (sheet: sheets.Sheet) => sheets.Sheet): void {
    if (!this.sheet) return;
    const before = this.sheet;
    this.sheet = change(before);
    if (before.notes !== this.sheet.notes || before.fit !== this.sheet.fit) this.comparing.stop();
    this.render();
    const chosen = this.sheet.notes[this.sheet.chosen];
    if (chosen) this.reveal(chosen.start);
  }

  private render(): void {
    const { sheet, parts, studio } = this;
    if (!sheet) return;
    const notes = this.inTime();
    showControls(parts, sheet, notes, studio.song, this.tick);
    showTable(parts.rows, sheet, notes);
    this.draw();
  }

  /** Of the song, where the melody will stand. */
  private get tempo(): Tempo {
    return { ...tempoAt(this.studio.song, this.tick), tick: 0 };
  }

  /** In which it was hummed. */
  private get sung(): Tempo {
    const pace = this.sheet?.fit.pace ?? null;
    return pace === null ? this.tempo : { tick: 0, usPerQuarter: 60e6 / pace };
  }

  /** The notes as they will sound, the first at tick 0. */
  private inTime(): Note[] {
    const { sheet, tempo } = this;
    if (!sheet) return [];
    return fitted(sheet.notes, sheet.fit, { tempi: [tempo] }, 0);
  }

  private hear(voice: Voice): Promise<void> {
    const program = currentTrack(this.studio.state)?.program ?? 0;
    const hummed = this.sheet?.notes ?? [];
    const { tempo, sung } = this;
    const what: Comparable = { hummed, notes: this.inTime(), tempo, sung, program };
    return this.comparing.toggle(voice, what);
  }

  private showHearing(): void {
    const { hearVoice, hearNotes } = this.parts;
    hearVoice.ariaPressed = String(this.comparing.on === "recording");
    hearNotes.ariaPressed = String(this.comparing.on === "notes");
    this.draw();
  }

  private point({ offsetX, offsetY }: PointerEvent): void {
    const { clientWidth: width, clientHeight: height } = this.parts.canvas;
    const picture = this.picture();
    const index = picture ? noteAt(picture, { width, height }, offsetX, offsetY) : -1;
    if (index >= 0) this.change((sheet) => sheets.choose(sheet, index));
  }

  private picture(): Picture | null {
    const { sheet } = this;
    if (!sheet) return null;
    const song = { tempi: [this.sung] };
    const first = sheet.notes[0]?.start ?? 0;
    const notes = this.inTime().map(({ onset, length, pitch }) => ({
      start: first + secondsAt(song, onset),
      end: first + secondsAt(song, onset + length),
      pitch,
    }));
    const { seconds, chosen, curve, fit } = sheet;
    const { playhead } = this.comparing;
    return { pitches: curve.pitches, raised: 12 * fit.octaves, notes, seconds, chosen, playhead };
  }

  /** A long recording is wider than its frame. */
  private reveal(seconds: number): void {
    const { picture, canvas } = this.parts;
    const all = this.picture();
    if (!all || canvas.clientWidth <= picture.clientWidth) return;
    const x = scaleOf(all, { width: canvas.clientWidth, height: canvas.clientHeight }).x(seconds);
    const inside = x - picture.scrollLeft;
    const isSeen = inside > 0.1 * picture.clientWidth && inside < 0.9 * picture.clientWidth;
    if (!isSeen) picture.scrollLeft = x - 0.2 * picture.clientWidth;
  }

  private paint(): void {
    const picture = this.picture();
    if (!picture || this.parts.canvas.clientWidth === 0) return;
    this.parts.canvas.style.inlineSize = `${leastWidth(picture.seconds)}px`;
    const { context, width, height } = fittedCanvas(this.parts.canvas);
    this.colours ??= palette(this.parts.canvas);
    drawHeard(context, { width, height }, picture, this.colours);
    if (!this.comparing.on) return;
    if (picture.playhead !== null) this.reveal(picture.playhead);
    this.draw();
  }
}
