/**
 * <learn-hearing data-source>: a note is chosen, and the others light up by how much the model's
 * belief about it changes without them; a slider shows how far each layer reaches.
 */
import { songEnd } from "../../music/song.ts";
import { pitchLabel } from "../../music/words.ts";
import { tryOut } from "../deck.ts";
import { make, slider } from "../making.ts";
import { type Content, contentAt, VOICES } from "../refill/content.ts";
import { reachWords, strongest, windowOf } from "../refill/reach.ts";
import { VoicesRoll } from "../refill/roll.ts";
import { notesOf, type Shown, shareWords } from "../refill/showing.ts";
import { Fetched } from "./fetched.ts";
import { define } from "./part.ts";

const CHOOSE =
  "The chorale. Arrows choose a note, and the others light up by how much it hears them.";
const MOVED = "So much of its probability moves when that note is rubbed out as well.";
const BAR = 4 * 960;
const ALTO = 1;

class LearnHearing extends Fetched<Content> {
  protected readonly bring = contentAt;
  private roll!: VoicesRoll;
  private chosen = 0;
  private layers = 0;
  private readonly told = make("p", { class: "told", role: "status" });
  private readonly far = make("p", { class: "meta" });

  protected fill(content: Content): void {
    this.layers = content.reach.length;
    // One of the alto, in the middle.
    this.chosen = content.voices.indexOf(ALTO, content.voices.length / 3);
    const ticks = Math.ceil(songEnd(content.song) / BAR) * BAR;
    this.roll = new VoicesRoll(CHOOSE, ticks, {
      many: false,
      meet: (place, more) => !more && this.choose(place),
      press: (place) => this.choose(place),
    });
    this.append(this.roll.element, this.told, this.layering(content), this.far);
  }

  private layering({ reach: { length: most } }: Content): HTMLElement {
    const words = (layers: number): string => `${layers} of ${most}`;
    const range = { min: 0, max: most, step: 1, value: most };
    return slider("Layers", range, words, (layers) => {
      this.layers = layers;
      this.showAll();
    }).row;
  }

  private choose(place: number): void {
    const note = this.content && notesOf(this.content.song)[place];
    if (!note) return;
    this.chosen = place;
    void tryOut(note.pitch, note.velocity);
    this.showAll();
  }

  protected tell(content: Content): void {
    const { chosen } = this;
    const notes = notesOf(content.song);
    const heard = content.hearing[chosen] ?? [];
    const most = Math.max(...heard);
    this.roll.show({
      notes: notes.map((note, of): Shown => ({ note, of, kind: "own" })),
      voices: content.voices,
      chosen,
      heard: (place) => (heard[place] ?? 0) / most,
      reach: windowOf(content, chosen, this.layers),
    });
    this.told.textContent = `${nameOf(content, chosen)} ${hears(content, chosen)}`;
    this.far.textContent = reachWords(content, this.layers);
  }
}

function hears(content: Content, chosen: number): string {
  const listed = strongest(content.hearing[chosen] ?? [], 3);
  const words = listed.map(([place, share]) => `${nameOf(content, place)}, ${shareWords(share)}`);
  return `hears most: ${words.join("; ")}. ${MOVED}`;
}

function nameOf({ song, voices }: Content, place: number): string {
  const note = notesOf(song)[place];
  const voice = VOICES[voices[place] ?? 0];
  if (!note) return "";
  return `${pitchLabel(note.pitch)} of the ${voice} in bar ${1 + Math.floor(note.onset / BAR)}`;
}

define("learn-hearing", LearnHearing);
