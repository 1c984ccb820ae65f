/** Tempo and meter at the playhead: fields that follow it, and a button to tap the beat on. */
import { changeMeter, changeTempo, LEAST_TEMPO, MOST_TEMPO, type Scope } from "../music/maps.ts";
import { tapped, tappedTempo } from "../music/tapping.ts";
import { meterAt, qpm, tempoAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { make } from "./page.ts";
import type { Studio } from "./studio.ts";

const SETTLE_MS = 1_200; // after the last tap
const METERS = "2/4 3/4 4/4 5/4 6/4 3/8 5/8 6/8 7/8 9/8 12/8 2/2 3/2".split(" ");

type Places = Pick<Elements, "tempo" | "tempoMarks" | "tempoScope" | "meter">;

const shortly = (quarters: number): string => String(Math.round(quarters * 10) / 10);

export class Beat {
  private readonly studio: Studio;
  private readonly page: Places;
  private taps: number[] = [];
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    page.meter.append(...METERS.map((name) => make("option", { value: name }, name)));
    page.tempo.addEventListener("change", () => this.set(Number(page.tempo.value) || 120));
    page.meter.addEventListener("change", () => this.setMeter(page.meter.value));
    studio.on(["song", "transport"], () => this.show());
  }

  /** One tap of the beat; the tempo is set when they cease. */
  tap(stamp: number): void {
    this.taps = tapped(this.taps, stamp);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLE_MS);
    const quarters = this.tappedQuarters();
    if (quarters) this.page.tempo.value = shortly(quarters);
  }

  /** The fields as it is at the playhead. */
  show(): void {
    const { tempo, tempoMarks, tempoScope, meter } = this.page;
    const { song, player } = this.studio;
    const here = shortly(qpm(tempoAt(song, player.tick)));
    const busy = document.activeElement === tempo || this.taps.length > 0;
    if (!busy && tempo.value !== here) tempo.value = here;
    const many = song.tempi.length > 1;
    tempoMarks.textContent = many ? plural(song.tempi.length, "tempo mark") : "";
    tempoScope.hidden = !many;
    showMeter(meter, meterAt(song, player.tick));
  }

  private settle(): void {
    const quarters = this.tappedQuarters();
    this.taps = [];
    if (quarters) this.set(quarters);
    else this.studio.messages.say("Tap the beat at least twice");
  }

  /** People tap beats, and songs count quarters. */
  private tappedQuarters(): number | null {
    const beats = tappedTempo(this.taps);
    const { song, player } = this.studio;
    return beats && (beats * 4) / meterAt(song, player.tick).denominator;
  }

  private set(wished: number): void {
    const { studio, page } = this;
    const quarters = Math.min(MOST_TEMPO, Math.max(LEAST_TEMPO, wished));
    page.tempo.value = shortly(quarters);
    const scope = page.tempoScope.hidden ? "mark" : (page.tempoScope.value as Scope);
    const song = changeTempo(studio.song, studio.player.tick, quarters, scope);
    studio.apply(song, "Change tempo", studio.state.selection);
    studio.messages.say(`Tempo ${page.tempo.value}`);
  }

  private setMeter(name: string): void {
    const { studio } = this;
    const [numerator = 4, denominator = 4] = name.split("/").map(Number);
    const song = changeMeter(studio.song, studio.player.tick, { numerator, denominator });
    studio.apply(song, "Change meter", studio.state.selection);
    studio.messages.say(`Meter ${numerator} ${denominator}`);
  }
}

/** A file may bring a meter that nobody else has: it is a choice as long as it is there. */
function showMeter(
  field: HTMLSelectElement,
  { numerator, denominator }: { numerator: number; denominator: number },
): void {
  const name = `${numerator}/${denominator}`;
  if (field.value === name) return;
  const known = [...field.options].some(({ value }) => value === name);
  if (!known) field.append(make("option", { value: name }, name));
  field.value = name;
}
