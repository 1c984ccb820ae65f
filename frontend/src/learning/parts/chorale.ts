/**
 * <learn-chorale data-source>: a chorale that one hears and wipes notes out of; with data-trace the
 * edits of a model, to be watched forwards and backwards; with data-ask the model is asked anew.
 */
import { announce } from "../../site/copying.ts";
import { noteOf } from "../../music/replay.ts";
import { songEnd } from "../../music/song.ts";
import { Deck } from "../deck.ts";
import { make } from "../making.ts";
import { type Content, contentAt } from "../refill/content.ts";
import { Desk, traceKept } from "../refill/desk.ts";
import { Scrubber } from "../refill/scrubber.ts";
import { countsOf, countWords, editTold, untouched } from "../refill/showing.ts";
import { VoicesRoll } from "../refill/roll.ts";
import { Asking } from "../refill/asking.ts";
import { Fetched } from "./fetched.ts";
import { define } from "./part.ts";

const WIPE = "The chorale. Arrows move from note to note, Enter rubs out or brings back.";
const SEVERAL = 64; // moments that are told apart while it plays
const BAR = 4 * 960;

class LearnChorale extends Fetched<Content> {
  protected readonly bring = contentAt;
  private desk!: Desk;
  private roll!: VoicesRoll;
  private deck: Deck | null = null;
  private scrubber: Scrubber | null = null;
  private wiping = true; // else bringing back
  private readonly play = make("button", { class: "button primary", click: () => this.toggle() });
  private readonly undo = button("Undo", () => this.desk.undo());
  private readonly told = make("p", { class: "told" });

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => {
      this.deck?.stop();
      this.scrubber?.stop();
    });
  }

  protected fill(content: Content): void {
    this.desk = this.opened(content);
    const ticks = Math.ceil(songEnd(content.song) / BAR) * BAR;
    this.roll = new VoicesRoll(WIPE, ticks, {
      many: true,
      meet: (place, more) => this.meet(place, more),
      press: (place) => this.press(place),
    });
    this.deck = new Deck({ ticks, columns: SEVERAL }, (playing, column) =>
      this.follow(playing, column),
    );
    this.append(this.tools(content), this.roll.element);
    this.roll.element.after(this.legend());
    if (this.dataset["trace"] !== undefined) {
      this.scrubber = new Scrubber(this.desk);
      this.append(this.scrubber.element);
    }
    this.append(this.told);
    const { ask } = this.dataset;
    if (ask !== undefined) this.append(new Asking(this.desk, ask).element);
    this.desk.addEventListener("change", () => this.showAll());
    this.follow(false, null);
  }

  /** What was made here last, or what was made beforehand. */
  private opened(content: Content): Desk {
    const { trace = "" } = this.dataset;
    const before = traceKept(content);
    if (!trace) return new Desk(content, untouched(before?.rubbed ?? []), 0);
    const made = content.traces[trace];
    return new Desk(content, made ?? untouched([]), 0);
  }

  protected tell(): void {
    const { desk } = this;
    const { shownTrace: trace, at } = desk;
    const edit = trace.edits[at - 1];
    const belief = trace.beliefs[at - 1];
    const fresh = edit && noteOf(edit);
    this.roll.show({
      notes: desk.shown,
      voices: desk.content.voices,
      glow: fresh && belief && { note: fresh, belief },
      fresh,
    });
    this.undo.disabled = !desk.canUndo;
    this.deck?.load(desk.song);
    const counts = countWords(countsOf(desk.content, desk.shown));
    const gone = `${desk.rubbed.length} of ${desk.content.voices.length} notes are rubbed out.`;
    const words = edit ? `${editTold(desk.content.song, trace, at)} ${counts}` : gone;
    this.told.textContent = words;
  }

  private toggle(): void {
    if (this.deck?.playing) this.deck.stop();
    else void this.deck?.play(this.desk.song);
  }

  private follow(playing: boolean, column: number | null): void {
    const words = playing ? "Stop" : "Play";
    if (this.play.textContent !== words) this.play.textContent = words;
    this.roll.light(column === null ? null : column / SEVERAL);
  }

  private meet(place: number, more: boolean): void {
    const shown = this.desk.shown[place];
    if (!shown || shown.of === null) return;
    if (!more) this.wiping = shown.kind !== "rubbed";
    this.wipe(shown.of, this.wiping, more);
  }

  private press(place: number): void {
    const shown = this.desk.shown[place];
    if (!shown || shown.of === null) return;
    const wipes = shown.kind !== "rubbed";
    this.wipe(shown.of, wipes, false);
    announce(this.desk.isFixed(shown.of) ? FIXED : wipes ? "Rubbed out." : "Brought back.");
  }

  private wipe(place: number, wipes: boolean, more: boolean): void {
    const { rubbed } = this.desk;
    if (rubbed.includes(place) === wipes) return;
    const next = wipes ? [...rubbed, place] : rubbed.filter((each) => each !== place);
    this.desk.rub(next, more);
  }

  private tools(content: Content): HTMLElement {
    const places = [...content.voices.keys()];
    const ofVoice = (is: (voice: number) => boolean): number[] =>
      places.filter((place) => is(content.voices[place] as number));
    const lower = ofVoice((voice) => voice > 0);
    const tune = ofVoice((voice) => voice === 0);
    return make(
      "div",
      { class: "row tools" },
      this.play,
      this.undo,
      button("Rub out the tune", () => this.desk.rub(tune)),
      button("Rub out all below it", () => this.desk.rub(lower)),
      button("Bring all back", () => this.desk.rub([])),
    );
  }

  private legend(): HTMLElement {
    const kinds: [string, string][] = [
      ["own tune", "the tune"],
      ["own", "other voices"],
      ["rubbed", "rubbed out"],
    ];
    if (this.dataset["trace"] !== undefined)
      kinds.push(["added", "added"], ["gone", "taken away"], ["glow-cell", "how likely"]);
    const items = kinds.map(([kind, words]) =>
      make("li", {}, make("i", { class: `swatch voice-note ${kind}` }), words),
    );
    return make("ul", { class: "plain voices-legend" }, ...items);
  }
}

const FIXED =
  "The first and the last note of the tune stay: they tell where the music begins and ends.";

const button = (text: string, click: () => void): HTMLButtonElement =>
  make("button", { class: "button", text, click });

define("learn-chorale", LearnChorale);
