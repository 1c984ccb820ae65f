/** The small field in which one types a chord, at its place in the lane above the notes. */
import {
  ALLOWED,
  completions,
  plainLetters,
  symbolOf,
  symbolWords,
} from "../harmony/symbols.ts";
import { signFrom } from "../music/chordsigns.ts";
import { placeAt } from "../music/time.ts";
import { chordPlaceAt } from "../pianoroll/chordplaces.ts";
import { strikeChord } from "../pianoroll/gestures/chords.ts";
import type { ChordWish } from "../pianoroll/handle.ts";
import { chordAt } from "../pianoroll/state.ts";
import { CHORDS, KEYS, pitchesShown, RULER, tickToX } from "../pianoroll/view.ts";
import { showChords } from "./changes.ts";
import { tickHere } from "./chords.ts";
import { takeChord, writeChord } from "./chordwriting.ts";
import type { Elements } from "./elements.ts";
import { make } from "./page.ts";
import { placePanel } from "./panels.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<
  Elements,
  | "roll"
  | "chordPanel"
  | "chordHeading"
  | "chordSymbol"
  | "chordKinds"
  | "chordWords"
  | "chordWrite"
  | "chordTake"
>;

export class ChordField {
  private readonly studio: Studio;
  private readonly page: Places;
  private tick = 0;

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    const { roll, chordPanel, chordSymbol, chordWrite, chordTake } = page;
    const home = { focus: () => roll.focusChord(this.tick) };
    placePanel(chordPanel, home, (open) => this.mark(open), () => this.place());
    roll.addEventListener("chord", (event) => {
      const { tick, typed } = (event as CustomEvent<ChordWish>).detail;
      this.open(tick, typed);
    });
    roll.addEventListener("chordgone", (event) =>
      takeChord(studio, (event as CustomEvent<number>).detail),
    );
    chordSymbol.addEventListener("input", () => this.tell());
    chordPanel.addEventListener("keydown", (event) => this.key(event));
    chordWrite.addEventListener("click", () => this.write());
    chordTake.addEventListener("click", () => this.take());
    chordPanel.addEventListener("click", ({ target }) => {
      if ((target as Element).closest("[data-command]")) chordPanel.hidePopover();
    });
  }

  /** At the roll's cursor, or at the playhead. */
  openHere(): void {
    const { studio, page } = this;
    if (!studio.state.chords) studio.change(showChords, true);
    const { state } = page.roll;
    const tick = chordPlaceAt(state, tickHere(studio, page.roll));
    page.roll.reveal(tick, Math.round(state.view.topPitch - pitchesShown(state.view) / 2));
    this.open(tick);
  }

  private open(tick: number, typed = ""): void {
    const { chordPanel, chordHeading, chordSymbol, chordTake, roll } = this.page;
    this.tick = tick;
    const { bar, beat } = placeAt(this.studio.song, tick);
    const chord = chordAt(roll.state, tick);
    const sign = plainLetters(chord?.sign ?? "");
    chordHeading.textContent = `Chord in bar ${bar}${beat > 1 ? `, beat ${beat}` : ""}`;
    chordSymbol.value = typed || (chord?.start === tick ? sign : "");
    chordSymbol.placeholder = sign ? `${sign} goes on` : "Am7";
    chordTake.hidden = !signFrom(this.studio.song, tick);
    chordPanel.hidePopover();
    chordPanel.showPopover();
    chordSymbol.focus({ preventScroll: true });
    if (!typed) chordSymbol.select();
    this.tell();
  }

  /** Its place is marked in the lane; afterwards, if the focus is there, by the lane itself. */
  private mark(open: boolean): void {
    const { roll } = this.page;
    if (open) roll.update({ chordPlace: this.tick });
    else if (document.activeElement !== roll) roll.update({ chordPlace: null });
  }

  /** Its place in the lane, on the screen. */
  private place(): DOMRect {
    const { roll } = this.page;
    const { left, top } = roll.getBoundingClientRect();
    const { view } = roll.state;
    const x = Math.min(Math.max(KEYS, tickToX(view, this.tick)), view.width);
    return new DOMRect(left + x, top + RULER, 0, CHORDS);
  }

  private tell(): void {
    const { chordSymbol, chordKinds, chordWords } = this.page;
    const typed = chordSymbol.value.trim();
    const symbol = symbolOf(typed);
    const options = completions(typed).map((value) =>
      make("option", { value, label: symbolWords(value) }),
    );
    chordKinds.replaceChildren(...options);
    chordSymbol.removeAttribute("aria-invalid");
    chordWords.textContent = symbol ? symbolWords(symbol) : "";
  }

  /** Stopped here: what ends other fields would give the focus to the notes. */
  private key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.target !== this.page.chordSymbol) return;
    event.preventDefault();
    event.stopPropagation();
    this.write();
  }

  private write(): void {
    const { studio, page, tick } = this;
    const typed = page.chordSymbol.value.trim();
    const symbol = symbolOf(typed);
    if (typed === "") return this.take();
    if (!symbol) {
      page.chordSymbol.setAttribute("aria-invalid", "true");
      page.chordWords.textContent = ALLOWED;
      return page.chordSymbol.focus();
    }
    page.chordPanel.hidePopover();
    writeChord(studio, tick, symbol);
    const chord = chordAt(page.roll.state, tick);
    return chord && strikeChord(page.roll, chord);
  }

  /** An empty field takes away what is written there, and nothing where nothing is. */
  private take(): void {
    const { studio, page, tick } = this;
    page.chordPanel.hidePopover();
    if (signFrom(studio.song, tick)) takeChord(studio, tick);
  }
}
